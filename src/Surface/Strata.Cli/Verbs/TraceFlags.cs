using System.CommandLine;

namespace Strata.Cli.Verbs;

/// <summary>Which spans or traces a verb is about.</summary>
internal sealed class TraceFlags
{
    private readonly (string Name, Option<string?> Flag)[] filters =
    [
        ("filter", new("--filter") { Description = "The filter language: 'model = gpt-4o and latency > 2s and error'", HelpName = "TEXT" }),
        ("since", new("--since") { Description = "Only the last 15m, 24h, 7d …", HelpName = "TIME" }),
        ("from", new("--from") { Description = "From this moment on", HelpName = "TIME" }),
        ("to", new("--to") { Description = "Up to this moment", HelpName = "TIME" }),
        ("team", new("--team") { Description = "Another team's, by its id" }),
    ];

    public TraceFlags AddTo(Command command, bool withTime = true)
    {
        foreach (var (name, flag) in filters)
        {
            if (withTime || name is "filter" or "team")
            {
                command.Options.Add(flag);
            }
        }

        return this;
    }

    /// <summary>The flags as a query, each with its ampersand.</summary>
    public string Query(ParseResult parsed) =>
        string.Concat(filters.Select(f => parsed.CommandResult.GetResult(f.Flag) is not null && parsed.GetValue(f.Flag) is { Length: > 0 } value ? $"&{f.Name}={Uri.EscapeDataString(value)}" : ""));
}
