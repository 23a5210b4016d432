using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata budgets list|limits|set|remove|alerts</c>: limits, and how everybody stands under them.</summary>
internal static class BudgetsVerb
{
    private const string Limits = "/strata/v1/limits";
    private const string Counts = "/strata/v1/budgets?limit=500";

    public static Command Build(CliContext cli)
    {
        var command = new Command("budgets", "Limits and budgets: what is spent, reserved and left");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, (Counts, list => Draw(cli, list)), cancellationToken));
        command.Subcommands.Add(Changes.Make(cli, ("list", "List what is spent, reserved and left"), [], _ => (HttpMethod.Get, Counts, null), list => Draw(cli, list)));
        command.Subcommands.Add(Changes.Make(cli, ("limits", "List the limits"), [], _ => (HttpMethod.Get, Limits, null), list => DrawLimits(cli, list)));
        command.Subcommands.Add(BuildSet(cli));
        command.Subcommands.Add(Changes.Make(cli, ("remove", "Take a limit away"), ["id"], a => (HttpMethod.Delete, One(a[0]), null), _ => cli.Terminal.Line("Done.")));
        command.Subcommands.Add(Changes.Make(cli, ("alerts", "List thresholds that were reached"), [], _ => (HttpMethod.Get, "/strata/v1/alerts", null), list => DrawAlerts(cli, list)));
        return command;
    }

    private static Command BuildSet(CliContext cli)
    {
        var id = new Argument<string>("id") { Description = "Its name, as refused callers read it" };
        var on = new Option<string>("--on") { Description = "What it stands on: team=ID, key='*', tag=product=search …", Required = true, HelpName = "KIND=NODE" };
        var amount = new Option<decimal>("--amount") { Description = "How much", Required = true };
        var unit = new Option<string>("--unit") { Description = "dollars (default), requests, tokens, input_tokens, output_tokens or parallel", DefaultValueFactory = _ => "dollars" };
        var window = new Option<string>("--window") { Description = "month (default), day, week, year, total, or a time such as 60s", DefaultValueFactory = _ => "month" };
        var mode = new Option<string>("--mode") { Description = "strict (default), soft or shadow", DefaultValueFactory = _ => "strict" };
        var command = new Command("set", "Make or replace a limit; in force at once");
        command.Arguments.Add(id);
        foreach (var option in new Option[] { on, amount, unit, window, mode })
        {
            command.Options.Add(option);
        }

        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var node = parsed.GetValue(on)!.Split('=', 2);
            var body = new JsonObject
            {
                ["kind"] = node[0],
                ["node"] = node.Length > 1 ? node[1] : "*",
                ["unit"] = parsed.GetValue(unit),
                ["amount"] = parsed.GetValue(amount),
                ["window"] = parsed.GetValue(window),
                ["mode"] = parsed.GetValue(mode),
            };
            using var api = flags.Connect(parsed, cli);
            var answer = await api.SendAsync(HttpMethod.Put, One(parsed.GetValue(id)!), body, cancellationToken);
            return Listing.Show(cli, answer, flags.Json(parsed), made => cli.Terminal.Line(
                $"{made.Text("id")}: {made.Text("kind")} {made.Text("node")}, {made.Text("amount")} {made.Text("unit")} in {made.Text("window")}, {made.Text("mode")}."));
        });
        return command;
    }

    private static string One(string id) => $"{Limits}/{Uri.EscapeDataString(id)}";

    private static void Draw(CliContext cli, JsonElement list)
    {
        var table = new TextTable("LIMIT", "ON", "UNIT", "WINDOW", "MODE", ">AMOUNT", ">SPENT", ">RESERVED", ">LEFT", ">REFUSED");
        foreach (var count in list.Items("data"))
        {
            var limit = count.GetProperty("limit");
            table.Row(
                limit.Text("id"), $"{limit.Text("kind")} {count.Text("node")}", limit.Text("unit"), limit.Text("window"), limit.Text("mode"), Short(limit, "amount"), Short(count, "spent"), Short(count, "reserved"),
                Short(count, "left"), count.Text("refused"));
        }

        table.WriteTo(cli.Terminal.Out, "No limit yet: 'strata budgets set' makes one.");
    }

    private static void DrawLimits(CliContext cli, JsonElement list)
    {
        var table = new TextTable("ID", "ON", "UNIT", ">AMOUNT", "WINDOW", "MODE", "FROM");
        foreach (var limit in list.Items("data"))
        {
            table.Row(limit.Text("id"), $"{limit.Text("kind")} {limit.Text("node")}", limit.Text("unit"), Short(limit, "amount"), limit.Text("window"), limit.Text("mode"), limit.Text("source"));
        }

        table.WriteTo(cli.Terminal.Out, "No limit yet: 'strata budgets set' makes one.");
    }

    private static void DrawAlerts(CliContext cli, JsonElement list)
    {
        var table = new TextTable("AT", "LIMIT", "ON", ">PERCENT", ">SPENT", ">AMOUNT", "UNIT", "REFUSED");
        foreach (var alert in list.Items("data"))
        {
            table.Row(
                alert.Time("at"), alert.Text("limit"), $"{alert.Text("kind")} {alert.Text("node")}", alert.Text("percent"), Short(alert, "spent"), Short(alert, "amount"),
                alert.Text("unit"), alert.Text("refused") == "true" ? "yes" : "");
        }

        table.WriteTo(cli.Terminal.Out, "No threshold was reached.");
    }

    private static string Short(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal().ToString("0.######", CultureInfo.InvariantCulture) : "";
}
