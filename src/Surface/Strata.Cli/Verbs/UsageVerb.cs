using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Output;
using Strata.Core.Configuration;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary><c>strata usage</c>: tokens and exact cost by any dimension.</summary>
internal static class UsageVerb
{
    public static Command Build(CliContext cli)
    {
        var by = new Option<string>("--by") { Description = "One to three, by commas: model, key, team, user, end_user, tag, provider, deployment, endpoint, day, hour", DefaultValueFactory = _ => "model" };
        var since = new Option<string?>("--since") { Description = "Only the last 24h, 7d …", HelpName = "TIME" };
        var command = new Command("usage", "Sum tokens and exact cost");
        command.Options.Add(by);
        command.Options.Add(since);
        var filters = new LedgerFlags().AddTo(command);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var query = $"/strata/v1/usage?group_by={Uri.EscapeDataString(parsed.GetValue(by)!)}";
            if (parsed.GetValue(since) is { } text)
            {
                if (!DurationText.TryRead(text, out var span))
                {
                    return Listing.Fail(cli, Problem.Invalid($"'{text}' is not a time. Write for instance 24h or 7d."));
                }

                query += $"&from={Uri.EscapeDataString((cli.Time.GetUtcNow() - span).ToString("O"))}";
            }

            query += filters.Query(parsed);
            return await Listing.ShowAsync(cli, flags, parsed, (query, usage => Draw(cli, usage)), cancellationToken);
        });
        return command;
    }

    private static void Draw(CliContext cli, JsonElement usage)
    {
        var table = new TextTable(usage.Text("group_by").ToUpperInvariant(), ">REQUESTS", ">FAILED", ">INPUT", ">CACHED", ">OUTPUT", ">COST", "");
        var groups = usage.Items("data").ToArray();
        foreach (var group in groups)
        {
            var tokens = group.GetProperty("tokens");
            var unpriced = group.Number("unpriced");
            table.Row(
                Name(group), Figures.Count(group.Number("requests")), Figures.Count(group.Number("failed")),
                Figures.Count(tokens.Number("input") + tokens.Number("cache_write")), Figures.Count(tokens.Number("cached_input")),
                Figures.Count(tokens.Number("output") + tokens.Number("reasoning")), Figures.Money(group.Number("cost_nanos")), unpriced > 0 ? $"+ {Figures.Count(unpriced)} unpriced" : "");
        }

        table.WriteTo(cli.Terminal.Out);
        cli.Terminal.Line(groups.Length == 0 ? "No request yet." : $"Sum of what is priced: {Figures.Money(groups.Sum(g => g.Number("cost_nanos")))}");
    }

    private static string Name(JsonElement group)
    {
        var first = group.Text("name") is { Length: > 0 } name ? name : group.Text("group");
        return string.Join("  ", [first.Length > 0 ? first : "-", .. group.Items("groups").Skip(1).Select(g => g.GetString() is { Length: > 0 } text ? text : "-")]);
    }
}
