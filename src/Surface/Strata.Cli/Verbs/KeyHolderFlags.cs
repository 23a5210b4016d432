using System.CommandLine;
using System.Text.Json.Nodes;

namespace Strata.Cli.Verbs;

/// <summary>The flags that say whose key it is and where it holds.</summary>
internal sealed class KeyHolderFlags
{
    private readonly Option<string?> team = new("--team") { Description = "The team it belongs to (default: yours)", HelpName = "ID" };
    private readonly Option<string?> user = new("--user") { Description = "The user it belongs to", HelpName = "ID" };
    private readonly Option<string[]> scopes = new("--scopes") { Description = "The only layers it may use: models, telemetry, admin", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> ranges = new("--ip") { Description = "Where alone it holds: 10.0.0.0/8", AllowMultipleArgumentsPerToken = true, HelpName = "RANGE" };
    private readonly Option<string[]> tags = new("--tags") { Description = "Tags its requests carry: product=search", AllowMultipleArgumentsPerToken = true };

    public KeyHolderFlags AddTo(Command command)
    {
        foreach (var option in new Option[] { team, user, scopes, ranges, tags })
        {
            command.Options.Add(option);
        }

        return this;
    }

    /// <summary>Writes what was given into a key to be made.</summary>
    public void Write(ParseResult parsed, JsonObject body)
    {
        body["team"] = parsed.GetValue(team);
        body["user"] = parsed.GetValue(user);
        body["scopes"] = Words(parsed.GetValue(scopes));
        body["ip_ranges"] = Words(parsed.GetValue(ranges));
        body["tags"] = Words(parsed.GetValue(tags));
    }

    private static JsonArray Words(string[]? words) => [.. (words ?? []).Select(w => (JsonNode?)w)];
}
