using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata alerts list|rules|history|receivers|test|silence|silences|unsilence|stopped|release</c>: what fires, and who is told.</summary>
internal static class AlertsVerb
{
    private const string Root = "/strata/v1/alerts";

    public static Command Build(CliContext cli)
    {
        var command = new Command("alerts", "Alerts: what fires, who is told, which keys are stopped");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, (Root + "/active", list => DrawActive(cli, list)), cancellationToken));
        command.Subcommands.Add(Changes.Make(cli, ("list", "List what fires, is pending or was just over"), [], _ => (HttpMethod.Get, Root + "/active", null), list => DrawActive(cli, list)));
        command.Subcommands.Add(Changes.Make(cli, ("rules", "List the rules"), [], _ => (HttpMethod.Get, Root + "/rules", null), list => DrawRules(cli, list)));
        command.Subcommands.Add(Changes.Make(cli, ("history", "List what happened"), [], _ => (HttpMethod.Get, Root + "/history", null), list => DrawHistory(cli, list)));
        command.Subcommands.Add(Changes.Make(cli, ("deliveries", "List messages to receivers"), [], _ => (HttpMethod.Get, Root + "/deliveries", null), list => DrawDeliveries(cli, list)));
        command.Subcommands.Add(Changes.Make(
            cli, ("test", "Send a receiver a test"), ["receiver"], a => (HttpMethod.Post, $"{Root}/receivers/{Uri.EscapeDataString(a[0])}/test", null),
            sent => cli.Terminal.Line($"{sent.Text("delivery")} is on its way: 'strata alerts deliveries' shows what becomes of it.")));
        command.Subcommands.Add(Changes.Make(
            cli, ("try", "Say what a rule reads now, without any effect"), ["rule"], a => (HttpMethod.Post, $"{Root}/rules/{Uri.EscapeDataString(a[0])}/test", null), list => DrawReadings(cli, list)));
        command.Subcommands.Add(BuildSilence(cli));
        command.Subcommands.Add(Changes.Make(cli, ("silences", "List the silences"), [], _ => (HttpMethod.Get, Root + "/silences", null), list => DrawSilences(cli, list)));
        command.Subcommands.Add(Changes.Make(cli, ("unsilence", "End a silence"), ["id"], a => (HttpMethod.Delete, $"{Root}/silences/{Uri.EscapeDataString(a[0])}", null), _ => cli.Terminal.Line("Done.")));
        command.Subcommands.Add(Changes.Make(cli, ("stopped", "List the keys that rules stopped"), [], _ => (HttpMethod.Get, Root + "/switches", null), list => DrawSwitches(cli, list)));
        command.Subcommands.Add(Changes.Make(
            cli, ("release", "Give a stopped key back what it may do"), ["key"], a => (HttpMethod.Post, $"{Root}/switches/{Uri.EscapeDataString(a[0])}/release", null),
            released => cli.Terminal.Line($"{released.Text("key")} is released.")));
        return command;
    }

    private static Command BuildSilence(CliContext cli)
    {
        var matchers = new Argument<string[]>("matchers") { Description = "Tests of labels, all of which have to pass: alertname=errors model=gpt-4o", Arity = ArgumentArity.OneOrMore };
        var time = new Option<string>("--for") { Description = "How long: 30m, 2h (default), 7d", DefaultValueFactory = _ => "2h" };
        var comment = new Option<string>("--comment") { Description = "Why", DefaultValueFactory = _ => "" };
        var command = new Command("silence", "Tell nobody of some alerts for a while");
        command.Arguments.Add(matchers);
        command.Options.Add(time);
        command.Options.Add(comment);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["matchers"] = new JsonArray([.. parsed.GetValue(matchers)!.Select(m => (JsonNode)m)]), ["for"] = parsed.GetValue(time), ["comment"] = parsed.GetValue(comment),
            };
            using var api = flags.Connect(parsed, cli);
            var answer = await api.SendAsync(HttpMethod.Post, Root + "/silences", body, cancellationToken);
            return Listing.Show(cli, answer, flags.Json(parsed), made => cli.Terminal.Line($"{made.Text("id")} until {made.Time("until")}. 'strata alerts unsilence {made.Text("id")}' ends it."));
        });
        return command;
    }

    private static void DrawActive(CliContext cli, JsonElement list)
    {
        var table = new TextTable("STATE", "ALERT", "SEVERITY", "SINCE", "FIGURE", "LABELS");
        foreach (var alert in list.Items("data"))
        {
            var labels = alert.GetProperty("labels");
            table.Row(
                alert.Text("silenced") == "true" ? alert.Text("state") + ", silenced" : alert.Text("state"), alert.Text("rule"), labels.Text("severity"), alert.Time("since"), alert.Text("text"),
                string.Join(' ', labels.EnumerateObject().Where(l => l.Name is not ("alertname" or "severity" or "project")).Select(l => $"{l.Name}={l.Value.GetString()}")));
        }

        table.WriteTo(cli.Terminal.Out, "Nothing fires.");
    }

    private static void DrawRules(CliContext cli, JsonElement list)
    {
        var table = new TextTable("RULE", "KIND", "SEVERITY", "RECEIVERS", "LOOKED AT", ">TOOK MS", "FROM", "PROBLEM");
        foreach (var line in list.Items("data"))
        {
            var rule = line.GetProperty("rule");
            table.Row(
                line.Text("id"), rule.Text("kind"), rule.Text("severity") is { Length: > 0 } severity ? severity : "warning", string.Join(' ', rule.Items("receivers").Select(r => r.GetString())),
                line.Time("looked_at"), line.Text("took_ms"), line.Text("source"), line.Text("problem"));
        }

        table.WriteTo(cli.Terminal.Out, "No rule yet: see docs/alerts.md.");
    }

    private static void DrawReadings(CliContext cli, JsonElement list)
    {
        var table = new TextTable("HOLDS", "FIGURE", "LABELS");
        foreach (var reading in list.Items("data"))
        {
            table.Row(reading.Text("holds") == "true" ? "yes" : "no", reading.Text("text"), string.Join(' ', reading.GetProperty("labels").EnumerateObject().Select(l => $"{l.Name}={l.Value.GetString()}")));
        }

        table.WriteTo(cli.Terminal.Out, "It reads nothing now.");
    }

    private static void DrawHistory(CliContext cli, JsonElement list)
    {
        var table = new TextTable("AT", "RULE", "WHAT", "FIGURE");
        foreach (var line in list.Items("data"))
        {
            table.Row(line.Time("at"), line.Text("rule"), line.Text("happened"), line.Text("text"));
        }

        table.WriteTo(cli.Terminal.Out, "Nothing happened yet.");
    }

    private static void DrawDeliveries(CliContext cli, JsonElement list)
    {
        var table = new TextTable("AT", "RECEIVER", "MESSAGE", "STATE", ">TRIES", "REASON");
        foreach (var delivery in list.Items("data"))
        {
            table.Row(delivery.Time("created_at"), delivery.Text("receiver"), delivery.Text("title"), delivery.Text("state"), delivery.Text("attempts"), delivery.Text("reason"));
        }

        table.WriteTo(cli.Terminal.Out, "Nothing was sent yet.");
    }

    private static void DrawSilences(CliContext cli, JsonElement list)
    {
        var table = new TextTable("ID", "MATCHERS", "UNTIL", "BY", "COMMENT");
        foreach (var silence in list.Items("data"))
        {
            table.Row(silence.Text("id"), string.Join(' ', silence.Items("matchers").Select(m => m.GetString())), silence.Time("until"), silence.Text("by"), silence.Text("comment"));
        }

        table.WriteTo(cli.Terminal.Out, "No silence.");
    }

    private static void DrawSwitches(CliContext cli, JsonElement list)
    {
        var table = new TextTable("KEY", "STATE", "ACTION", "RULE", "AT", "WHY");
        foreach (var stopped in list.Items("data"))
        {
            table.Row(stopped.Text("key"), stopped.Text("state"), stopped.Text("action"), stopped.Text("rule"), stopped.Time("at"), stopped.Text("text"));
        }

        table.WriteTo(cli.Terminal.Out, "No key was stopped.");
    }
}
