using System.CommandLine;

namespace Strata.Cli.Verbs;

/// <summary>The filters of the ledger's readings.</summary>
internal sealed class LedgerFlags
{
    private readonly (string Name, Option<string?> Flag)[] filters =
    [
        ("team", new("--team") { Description = "Another team's, by its id; '*' for the whole organisation" }),
        ("user", new("--user") { Description = "Of one user" }),
        ("end_user", new("--end-user") { Description = "Of one customer" }),
        ("tag", new("--tag") { Description = "With one tag: product=search" }),
        ("provider", new("--provider") { Description = "Of one provider" }),
        ("deployment", new("--deployment") { Description = "Of one deployment" }),
    ];

    public LedgerFlags AddTo(Command command)
    {
        foreach (var (_, flag) in filters)
        {
            command.Options.Add(flag);
        }

        return this;
    }

    /// <summary>The filters that were given, each with its ampersand.</summary>
    public string Query(ParseResult parsed) =>
        string.Concat(filters.Select(f => parsed.GetValue(f.Flag) is { } value ? $"&{f.Name}={Uri.EscapeDataString(value)}" : ""));
}
