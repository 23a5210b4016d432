using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>Writes the JSON schema of <c>strata.yaml</c> for editors, from the keys that the readers asked for.</summary>
internal static class ConfigSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<ConfigKey> keys)
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "strata.yaml",
            ["type"] = "object",
            ["additionalProperties"] = false,
        };
        foreach (var key in keys)
        {
            Describe(Place(root, key.Path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.'), key), key);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Place(JsonObject root, string[] path, ConfigKey key)
    {
        var node = root;
        for (var i = 0; i < path.Length; i++)
        {
            node = path[i] switch
            {
                "[]" => Child(node, "items"),
                "*" => Child(node, "additionalProperties"),
                var name => Child(Child(node, "properties", closes: node), name),
            };
            if (i == path.Length - 1 && key.Required && path[i] is not ("[]" or "*"))
            {
                var parent = (JsonObject)node.Parent!.Parent!;
                (parent["required"] as JsonArray ?? (JsonArray)(parent["required"] = new JsonArray())).Add(path[i]);
            }
        }

        return node;
    }

    private static JsonObject Child(JsonObject node, string name, JsonObject? closes = null)
    {
        if (closes is not null)
        {
            closes["type"] = "object";
            closes["additionalProperties"] = false;
        }

        if (node[name] is not JsonObject child)
        {
            node[name] = child = [];
        }

        return child;
    }

    private static void Describe(JsonObject node, ConfigKey key)
    {
        node["description"] = key.Doc + (key.Secret ? " Write it as ${NAME} to take it from the environment." : "");
        node["type"] = key.Type is "integer" or "number" or "boolean" ? new JsonArray(key.Type, "string") : JsonValue.Create(key.Type);
        if (key.Type == "array" && node["items"] is null)
        {
            node["items"] = new JsonObject { ["type"] = "string" };
        }

        if (key.Default is { } fallback)
        {
            node["default"] = key.Type switch
            {
                "boolean" => fallback == "true",
                "integer" => long.Parse(fallback, CultureInfo.InvariantCulture),
                "number" => decimal.Parse(fallback, CultureInfo.InvariantCulture),
                _ => fallback,
            };
        }

        if (key.Choices is { } choices)
        {
            node["enum"] = new JsonArray([.. choices.Select(c => (JsonNode?)c)]);
        }

        (node["minimum"], node["maximum"]) = (key.Min, key.Max);
        foreach (var absent in node.Where(p => p.Value is null).Select(p => p.Key).ToArray())
        {
            node.Remove(absent);
        }
    }
}
