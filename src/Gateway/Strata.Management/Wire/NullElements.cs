using System.Text.Json;

namespace Strata.Management.Wire;

/// <summary>
/// Finds a null where a body has none: inside a list, or as a value of a nested object. At the top a null says the same as a member
/// that is left out. The types of bodies cannot say so themselves: a list of texts is read with nulls in it.
/// </summary>
internal static class NullElements
{
    /// <summary>The path of the first such null, for instance <c>models[0]</c>; null where there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        return json.Read() ? In(ref json, "", isTop: true) : null;
    }

    private static string? In(ref Utf8JsonReader json, string path, bool isTop)
    {
        var isList = json.TokenType == JsonTokenType.StartArray;
        if (!isList && json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        for (var index = 0; json.Read() && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); index++)
        {
            var at = isList ? $"{path}[{index}]" : path.Length == 0 ? json.GetString()! : $"{path}.{json.GetString()}";
            if (!isList)
            {
                json.Read();
            }

            if (json.TokenType == JsonTokenType.Null && !isTop)
            {
                return at;
            }

            if (In(ref json, at, isTop: false) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
