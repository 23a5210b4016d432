using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strata.Dialects.Tests.Support;

internal static class Same
{
    /// <summary>Two values say the same: members in any order, numbers by value.</summary>
    public static void Json(JsonNode expected, string actual)
    {
        var other = JsonNode.Parse(actual)!;
        if (!JsonNode.DeepEquals(expected, other))
        {
            Assert.Equal(Sorted(expected), Sorted(other));
        }
    }

    private static string Sorted(JsonNode node) => Sort(node)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sort(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        null => null,
        _ => node.DeepClone(),
    };
}
