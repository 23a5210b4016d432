using System.Text.Json;

namespace Strata.Tokenizers.HuggingFace.Json;

/// <summary>
/// Reads members of a JSON object that came from outside. What is missing or of the wrong kind is a
/// <see cref="FormatException"/> that names it; the reader of the file turns that into a problem.
/// </summary>
internal static class JsonRead
{
    public static string Type(JsonElement element) => Text(element, "type");

    public static string Text(JsonElement element, string name) => OptionalText(element, name) ?? throw new FormatException($"'{name}' is missing");

    public static string? OptionalText(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: not JsonValueKind.Null } value ? StringOf(value, name) : null;

    public static bool Flag(JsonElement element, string name, bool standard = false) => Member(element, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => standard,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new FormatException($"'{name}' is not true or false"),
    };

    public static int Number(JsonElement element, string name, int? standard = null) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= 0 => number,
        null or { ValueKind: JsonValueKind.Null } when standard is { } value => value,
        _ => throw new FormatException($"'{name}' is not a number that fits"),
    };

    public static char Char(JsonElement element, string name, char? standard = null) =>
        (OptionalText(element, name) ?? standard?.ToString()) is { Length: 1 } text ? text[0] : throw new FormatException($"'{name}' is not one character");

    /// <summary>A member that is an object, or null where it is absent or null.</summary>
    public static JsonElement? Object(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Object } value => value,
        null or { ValueKind: JsonValueKind.Null } => null,
        _ => throw new FormatException($"'{name}' is not an object"),
    };

    /// <summary>The items of a member that is an array.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement element, string name, int most) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } value && value.GetArrayLength() <= most
            ? [.. value.EnumerateArray()]
            : throw new FormatException($"'{name}' is not a list of at most {most} items");

    /// <summary>A string, without lone surrogates and within the bounds of a token.</summary>
    public static string StringOf(JsonElement value, string name, int most = TokenizerLimits.PatternCharsMax)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= most
                ? text
                : throw new FormatException($"'{name}' is not a string that fits");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"'{name}' is not well-formed text");
        }
    }

    /// <summary>The members of an object, with their names as text.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            yield return (NameOf(member), member.Value);
        }
    }

    public static byte[] Base64(JsonElement element, string name)
    {
        var member = Member(element, name);
        return member is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : member is null or { ValueKind: JsonValueKind.Null } ? [] : throw new FormatException($"'{name}' is not base64");
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a name is not well-formed text");
        }
    }

    private static JsonElement? Member(JsonElement element, string name) => element.ValueKind != JsonValueKind.Object
        ? throw new FormatException($"an object with '{name}' is expected")
        : element.TryGetProperty(name, out var value) ? value : null;
}
