using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata models list</c>: what a server answers to.</summary>
internal static class ModelsVerb
{
    public static Command Build(CliContext cli)
    {
        var command = new Command("models", "List, show and remove models");
        var list = new Command("list", "List the models a server answers to, its own and its upstreams'");
        var flags = new ServerFlags().AddTo(list);
        list.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, ("/strata/v1/models", models => Draw(cli, models)), cancellationToken));
        command.Subcommands.Add(list);
        return command;
    }

    private static void Draw(CliContext cli, JsonElement models)
    {
        var table = new TextTable("NAME", "FROM", "ARCHITECTURE", "WEIGHTS", ">SIZE", ">CONTEXT", "");
        foreach (var model in models.Items("data"))
        {
            table.Row(
                model.Text("name"), model.Text("provider"), model.Text("architecture"), model.Text("quantization"), Known(model.Number("size_bytes"), Figures.Bytes),
                Known(model.Number("context_length"), Figures.Count), (model.Text("loaded") == "true" ? "loaded " : "") + (model.Text("priced") == "true" ? "" : "unpriced"));
        }

        table.WriteTo(cli.Terminal.Out);
        if (!models.Items("data").Any())
        {
            cli.Terminal.Line("No model yet. Fetch one: ./strata pull smollm2");
        }
    }

    private static string Known(long value, Func<long, string> write) => value > 0 ? write(value) : "";
}
