using System.Text;
using System.Text.Json.Nodes;

namespace Strata.Server.Tests.Support;

/// <summary>Writes docs/configuration.md from the schema.</summary>
internal static class ConfigurationPage
{
    private const string Head = """
        # Configuration

        Everything has a default; an installation needs no file. What is said later wins:

        1. `strata.yaml`: the one that `--config` names, else in the current folder, else in the data folder.
        2. The environment: `STRATA__SECTION__KEY=value`; a list item by its number, `STRATA__GATEWAY__UPSTREAMS__0__URL`.
        3. Flags: `--listen`, `--data`, `--targets`, and `--set section.key=value` for every key.

        In the file, `${NAME}` takes a value from the environment and `${NAME:-instead}` falls back; `$${` stands for `${`.
        Keep secrets there. The file is read again when it changes: a bad one changes nothing and says why in the log.
        Address, data folder, certificate and storage take a new start.

        `strata config check` names every mistake at once with key, place and fix. `strata config print` shows every key in
        force and where it came from. `strata config schema` prints the schema that editors complete from; it is also
        [config-schema.json](../contracts/config-schema.json).

        This page is made from the code; a test keeps it so.

        """;

    public static string Write(string schema)
    {
        var page = new StringBuilder(Head);
        foreach (var (name, section) in JsonNode.Parse(schema)!["properties"]!.AsObject())
        {
            page.Append($"\n## {name}\n\n{(string?)section!["description"]}\n\n| key | type | default | |\n|---|---|---|---|\n");
            Rows(page, name, section.AsObject());
        }

        return page.ToString();
    }

    private static void Rows(StringBuilder page, string path, JsonObject node)
    {
        foreach (var (name, member) in node["properties"]?.AsObject() ?? [])
        {
            Row(page, $"{path}.{name}", member!.AsObject());
        }

        foreach (var (below, mark) in new[] { ("items", "[]"), ("additionalProperties", ".*") })
        {
            if (node[below] is JsonObject item && item["properties"] is not null)
            {
                Rows(page, path + mark, item);
            }
        }
    }

    private static void Row(StringBuilder page, string path, JsonObject node)
    {
        var type = node["type"] is JsonArray types ? (string?)types[0] : (string?)node["type"];
        var choices = node["enum"] is JsonArray words ? string.Join(" · ", words.Select(w => $"`{w}`")) : type;
        var fallback = node["default"] is { } value && value.ToString().Length > 0 ? $"`{value}`" : "";
        page.Append($"| `{path}` | {choices} | {fallback} | {(string?)node["description"]} |\n");
        Rows(page, path, node);
    }
}
