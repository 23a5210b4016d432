using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Wire;

/// <summary>
/// Reads what a caller says of a request in a JSON object: names and texts. Numbers and truth values become their text, a list of texts
/// one text with commas. What is longer, deeper or more than the bounds is left out and named.
/// </summary>
public static class MetadataReader
{
    /// <summary>The most members.</summary>
    public const int MembersMax = 64;

    /// <summary>The most characters of a name.</summary>
    public const int NameCharsMax = 64;

    /// <summary>The most characters of a value.</summary>
    public const int ValueCharsMax = 512;

    /// <summary>Adds the members of an object, in place of those of the same name.</summary>
    /// <param name="json">The object's bytes.</param>
    /// <param name="into">Where they go.</param>
    /// <returns>What was left out and why, in a few words; null where all was read.</returns>
    public static string? Read(ReadOnlySpan<byte> json, Dictionary<string, string> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Members(ref reader, into) : "it is no JSON object";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "it is no JSON object";
        }
    }

    private static string? Members(ref Utf8JsonReader json, Dictionary<string, string> into)
    {
        string? leftOut = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var value = Value(ref json);
            if (name.Length is 0 or > NameCharsMax || value is not { Length: <= ValueCharsMax })
            {
                leftOut ??= value is null ? $"'{Short(name)}' is no text" : $"'{Short(name)}' is too long";
            }
            else if (into.Count >= MembersMax && !into.ContainsKey(name))
            {
                leftOut ??= $"it has more than {MembersMax} members";
            }
            else
            {
                into[name] = value;
            }
        }

        while (json.Read())
        {
        }

        return leftOut;
    }

    /// <summary>The value as a text, read to its end; null where it is none.</summary>
    private static string? Value(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.GetString();
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(json.ValueSpan);
            case JsonTokenType.True or JsonTokenType.False:
                return json.TokenType == JsonTokenType.True ? "true" : "false";
            case JsonTokenType.StartArray:
                return Texts(ref json);
            default:
                json.Skip();
                return null;
        }
    }

    private static string? Texts(ref Utf8JsonReader json)
    {
        var texts = new List<string>();
        var isTexts = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            isTexts &= json.TokenType == JsonTokenType.String && texts.Count < MembersMax;
            if (isTexts)
            {
                texts.Add(json.GetString()!);
            }

            json.Skip();
        }

        return isTexts ? string.Join(',', texts) : null;
    }

    private static string Short(string name) => name.Length <= NameCharsMax ? name : name[..NameCharsMax];
}
