using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;
using Strata.Core.Configuration;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary><c>strata keys list|create|rotate|revoke</c>.</summary>
internal static class KeysVerb
{
    private const string Path = "/strata/v1/keys";

    public static Command Build(CliContext cli)
    {
        var command = new Command("keys", "List, create, rotate and revoke API keys");
        SetList(cli, command);
        command.Subcommands.Add(BuildList(cli));
        command.Subcommands.Add(BuildCreate(cli));
        command.Subcommands.Add(BuildRotate(cli));
        command.Subcommands.Add(BuildRevoke(cli));
        return command;
    }

    private static Command BuildList(CliContext cli)
    {
        var command = new Command("list", "List the project's keys, newest first");
        SetList(cli, command);
        return command;
    }

    private static void SetList(CliContext cli, Command command)
    {
        var team = new Option<string?>("--team") { Description = "Another team's keys, by its id; '*' for the whole organisation's" };
        command.Options.Add(team);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            Listing.ShowAsync(cli, flags, parsed, (parsed.GetValue(team) is { } id ? $"{Path}?team={Uri.EscapeDataString(id)}" : Path, keys => Draw(cli, keys)), cancellationToken));
    }

    private static Command BuildCreate(CliContext cli)
    {
        var name = new Argument<string>("name") { Description = "What it is for" };
        var role = new Option<string?>("--role") { Description = "viewer, service (default), editor, admin or owner" };
        var models = new Option<string[]>("--models") { Description = "The only models it may use", AllowMultipleArgumentsPerToken = true };
        var expires = new Option<string?>("--expires") { Description = "When it ends, from now: 12h, 30d", HelpName = "TIME" };
        var requests = new Option<long?>("--requests-per-minute") { Description = "The most requests in any 60 seconds", HelpName = "N" };
        var tokens = new Option<long?>("--tokens-per-minute") { Description = "The most tokens, prompt and answer, in any 60 seconds", HelpName = "N" };
        var command = new Command("create", "Create a key; its secret is printed once");
        command.Arguments.Add(name);
        foreach (var option in new Option[] { role, models, expires, requests, tokens })
        {
            command.Options.Add(option);
        }

        var holder = new KeyHolderFlags().AddTo(command);

        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var lasts = TimeSpan.Zero;
            if (parsed.GetValue(expires) is { } text && !DurationText.TryRead(text, out lasts))
            {
                return Listing.Fail(cli, Problem.Invalid($"'{text}' is not a time. Write for instance 12h or 30d."));
            }

            var body = new JsonObject
            {
                ["name"] = parsed.GetValue(name),
                ["role"] = parsed.GetValue(role),
                ["models"] = new JsonArray([.. (parsed.GetValue(models) ?? []).Select(m => (JsonNode?)m)]),
                ["expires_at"] = lasts > TimeSpan.Zero ? cli.Time.GetUtcNow() + lasts : null,
                ["requests_per_minute"] = parsed.GetValue(requests),
                ["tokens_per_minute"] = parsed.GetValue(tokens),
            };
            holder.Write(parsed, body);
            using var api = flags.Connect(parsed, cli);
            return Listing.Show(cli, await api.SendAsync(HttpMethod.Post, Path, body, cancellationToken), flags.Json(parsed), made => DrawNew(cli, made, "created"));
        });
        return command;
    }

    private static Command BuildRotate(CliContext cli)
    {
        var id = new Argument<string>("id") { Description = "The key's id, from 'strata keys list'" };
        var overlap = new Option<string?>("--overlap") { Description = "How long the old secret goes on holding: 24h (default: not at all)", HelpName = "TIME" };
        var command = new Command("rotate", "Give a key a new secret, printed once; its id, budgets and history stay");
        command.Arguments.Add(id);
        command.Options.Add(overlap);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            var body = new JsonObject { ["overlap"] = parsed.GetValue(overlap) };
            var answer = await api.SendAsync(HttpMethod.Post, $"{Path}/{Uri.EscapeDataString(parsed.GetValue(id)!)}/rotate", body, cancellationToken);
            return Listing.Show(cli, answer, flags.Json(parsed), made => DrawNew(cli, made, "rotated"));
        });
        return command;
    }

    private static Command BuildRevoke(CliContext cli)
    {
        var id = new Argument<string>("id") { Description = "The key's id, from 'strata keys list'" };
        var command = new Command("revoke", "Revoke a key; it is refused at once");
        command.Arguments.Add(id);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            var answer = await api.SendAsync(HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(parsed.GetValue(id)!)}", null, cancellationToken);
            return Listing.Show(cli, answer, flags.Json(parsed), key => cli.Terminal.Line($"{key.Text("id")} ({key.Text("name")}) is revoked."));
        });
        return command;
    }

    private static void Draw(CliContext cli, JsonElement keys)
    {
        var table = new TextTable("ID", "NAME", "ENDS WITH", "ROLE", "STATE", "CREATED", "EXPIRES");
        foreach (var key in keys.Items("data"))
        {
            table.Row(key.Text("id"), key.Text("name"), key.Text("hint"), key.Text("role"), key.Text("state"), key.Time("created_at"), key.Time("expires_at"));
        }

        table.WriteTo(cli.Terminal.Out);
    }

    private static void DrawNew(CliContext cli, JsonElement made, string done)
    {
        cli.Terminal.Line(made.Text("secret"));
        cli.Terminal.Remark($"{made.GetProperty("key").Text("id")} is {done}. The secret above is shown this once.");
    }
}
