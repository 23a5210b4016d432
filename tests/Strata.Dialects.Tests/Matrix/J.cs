using System.Text.Json.Nodes;

namespace Strata.Dialects.Tests.Matrix;

/// <summary>Short words for JSON of fixtures: members without a value are left out.</summary>
internal static class J
{
    public static JsonObject O(params (string Name, JsonNode? Value)[] members)
    {
        var map = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                map[name] = value;
            }
        }

        return map;
    }

    public static JsonArray A(params JsonNode?[] items) => new([.. items.Where(item => item is not null)]);

    public static JsonArray A(IEnumerable<JsonNode?> items) => A([.. items]);

    public static JsonNode? P(string? json) => json is null ? null : JsonNode.Parse(json);

    public static string S(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long L(this JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    public static long? Ln(this JsonNode? node) => node is null ? null : node.L();

    public static IEnumerable<JsonNode?> Items(this JsonNode? node) => node as JsonArray ?? Enumerable.Empty<JsonNode?>();

    public static string? Compact(this JsonNode? node) => node?.ToJsonString();

    /// <summary>The text in pieces of three characters, never within a surrogate pair.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(3, text.Length - at);
            length += char.IsHighSurrogate(text[at + length - 1]) ? 1 : 0;
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
