using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Core.Results;
using Strata.Models.Store;

namespace Strata.Cli.Verbs;

/// <summary>
/// <c>strata models list|show|remove</c>. <c>list</c> asks the server, which also knows its upstreams' models; where none
/// answers, or a data folder is named, it reads the folder as the others do, and says so.
/// </summary>
internal static class ModelsVerb
{
    public static Command Build(CliContext cli)
    {
        var command = new Command("models", "List, show and remove models");
        var list = new Command("list", "List the models a server answers to, its own and its upstreams'");
        SetList(cli, command);
        SetList(cli, list);
        command.Subcommands.Add(list);
        command.Subcommands.Add(OnDisk(cli, "show", "Show what is known of a model on this machine", (_, model) => Show(cli, model)));
        command.Subcommands.Add(OnDisk(cli, "remove", "Remove a model from this machine", (store, model) => Remove(cli, store, model)));
        return command;
    }

    private static void SetList(CliContext cli, Command command)
    {
        var (server, local) = (new ServerFlags().AddTo(command), new LocalFlags());
        local.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ListAsync(cli, (server, local), parsed, cancellationToken));
    }

    private static async Task<int> ListAsync(CliContext cli, (ServerFlags Server, LocalFlags Local) flags, ParseResult parsed, CancellationToken cancellationToken)
    {
        var named = flags.Local.Read(parsed) is { Data: not null } or { ConfigFile: not null };
        Result<JsonElement> answer = Problem.NotFound("");
        if (!named)
        {
            using var api = flags.Server.Connect(parsed, cli);
            answer = await api.GetAsync("/strata/v1/models", cancellationToken);
        }

        if (named || answer is { IsOk: false, Problem.DialectCode: ExitCodes.NoServer } && !flags.Server.NamesServer(parsed))
        {
            var folder = PullVerb.ModelsFolder(cli, flags.Local, parsed);
            cli.Terminal.Remark($"{(named ? "" : "No server answers. ")}The models in {folder}:");
            answer = Stored(folder);
        }

        return Listing.Show(cli, answer, flags.Server.Json(parsed), models => Draw(cli, models));
    }

    /// <summary>The models of a folder in the shape the server lists them; a folder that is not there is not made.</summary>
    private static Result<JsonElement> Stored(string folder)
    {
        IReadOnlyList<StoredModel> models = [];
        if (Directory.Exists(folder))
        {
            if (!ModelStore.Open(folder).Try(out var store, out var problem))
            {
                return problem;
            }

            models = store.List();
        }

        var data = new JsonArray([.. models.Select(m => new JsonObject { ["name"] = m.Name, ["provider"] = "local", ["size_bytes"] = m.SizeBytes, ["path"] = m.Path })]);
        using var json = JsonDocument.Parse(new JsonObject { ["object"] = "list", ["data"] = data }.ToJsonString());
        return json.RootElement.Clone();
    }

    private static Command OnDisk(CliContext cli, string verb, string doc, Func<ModelStore, StoredModel, int> act)
    {
        var name = new Argument<string>("name") { Description = "The model's name" };
        var command = new Command(verb, doc);
        command.Arguments.Add(name);
        var flags = new LocalFlags();
        flags.AddTo(command);
        command.SetAction(parsed => !ModelStore.Open(PullVerb.ModelsFolder(cli, flags, parsed)).Try(out var store, out var problem) || !store.Find(parsed.GetValue(name)!).Try(out var model, out problem)
            ? Listing.Fail(cli, problem)
            : act(store, model));
        return command;
    }

    private static int Show(CliContext cli, StoredModel model)
    {
        cli.Terminal.Line(new JsonObject
        {
            ["name"] = model.Name,
            ["path"] = model.Path,
            ["size_bytes"] = model.SizeBytes,
            ["source"] = model.Manifest?.Source,
            ["verification"] = model.Manifest?.Verification,
            ["licence"] = model.Manifest?.Licence,
            ["added_at"] = model.Manifest?.AddedAt,
        }.ToString());
        return ExitCode.Ok;
    }

    private static int Remove(CliContext cli, ModelStore store, StoredModel model)
    {
        if (!store.Remove(model.Name).Try(out _, out var problem))
        {
            return Listing.Fail(cli, problem);
        }

        cli.Terminal.Line($"{model.Name} is removed ({Figures.Bytes(model.SizeBytes)}). 'strata pull' fetches it again.");
        return ExitCode.Ok;
    }

    private static void Draw(CliContext cli, JsonElement models)
    {
        var table = new TextTable("NAME", "FROM", "ARCHITECTURE", "WEIGHTS", ">SIZE", ">CONTEXT", "");
        foreach (var model in models.Items("data"))
        {
            table.Row(
                model.Text("name"), model.Text("provider"), model.Text("architecture"), model.Text("quantization"), Known(model.Number("size_bytes"), Figures.Bytes),
                Known(model.Number("context_length"), Figures.Count), (model.Text("loaded") == "true" ? "loaded " : "") + (model.Text("priced") == "false" ? "unpriced" : ""));
        }

        table.WriteTo(cli.Terminal.Out);
        if (!models.Items("data").Any())
        {
            cli.Terminal.Line("No model yet. Fetch one: ./strata pull smollm2");
        }
    }

    private static string Known(long value, Func<long, string> write) => value > 0 ? write(value) : "";
}
