using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Exits;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata audit list|verify</c>: who changed what, and whether the chain is whole.</summary>
internal static class AuditVerb
{
    private const string Path = "/strata/v1/audit";

    public static Command Build(CliContext cli)
    {
        var command = new Command("audit", "Who changed what; whether the record of it is whole");
        command.Subcommands.Add(BuildList(cli));
        command.Subcommands.Add(BuildVerify(cli));
        return command;
    }

    private static Command BuildList(CliContext cli)
    {
        var limit = new Option<int>("--limit") { Description = "How many", DefaultValueFactory = _ => 50 };
        var action = new Option<string?>("--action") { Description = "Only one action: key.create, limit.put …" };
        var command = new Command("list", "List changes, newest first");
        command.Options.Add(limit);
        command.Options.Add(action);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var query = $"{Path}?limit={parsed.GetValue(limit)}{(parsed.GetValue(action) is { } one ? $"&action={Uri.EscapeDataString(one)}" : "")}";
            return Listing.ShowAsync(cli, flags, parsed, (query, list => Draw(cli, list)), cancellationToken);
        });
        return command;
    }

    private static Command BuildVerify(CliContext cli)
    {
        var command = new Command("verify", "Compute every link of the chain anew; exit code 1 where one is not as it was written");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            var answer = await api.GetAsync($"{Path}/verify", cancellationToken);
            var shown = Listing.Show(cli, answer, flags.Json(parsed), verdict => cli.Terminal.Line(
                verdict.Text("reason") is { Length: > 0 } reason ? $"BROKEN after {verdict.Number("links")} links: {reason}" : $"{verdict.Number("links")} links, all as they were written."));
            return shown == ExitCode.Ok && !answer.Value.GetProperty("whole").GetBoolean() ? ExitCode.Failed : shown;
        });
        return command;
    }

    private static void Draw(CliContext cli, JsonElement list)
    {
        var table = new TextTable(">NUMBER", "AT", "WHO", "ACTION", "TARGET", "DETAILS");
        foreach (var link in list.Items("data"))
        {
            table.Row(link.Text("number"), link.Time("at"), link.Text("actor_name"), link.Text("action"), link.Text("target"), link.Text("details"));
        }

        table.WriteTo(cli.Terminal.Out, "No such change.");
    }
}
