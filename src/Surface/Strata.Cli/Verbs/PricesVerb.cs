using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata prices list|entries|set|remove|unpriced</c>: the price book.</summary>
internal static class PricesVerb
{
    private const string Path = "/strata/v1/prices";

    public static Command Build(CliContext cli)
    {
        var command = new Command("prices", "The price book, in US dollars per million tokens");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, (Path, prices => Draw(cli, prices)), cancellationToken));
        command.Subcommands.Add(Changes.Make(cli, ("list", "List the prices in force"), [], _ => (HttpMethod.Get, Path, null), prices => Draw(cli, prices)));
        command.Subcommands.Add(Changes.Make(cli, ("entries", "List every entry of a model, with source and date"), ["model"],
            a => (HttpMethod.Get, $"{Path}/entries?model={Uri.EscapeDataString(a[0])}", null), prices => DrawEntries(cli, prices)));
        command.Subcommands.Add(Changes.Make(
            cli, ("set", "Set a model's price from now on: strata prices set openai/gpt-4o \"in=2.5 cached=1.25 out=10\""), ["model", "prices"],
            a => (HttpMethod.Put, Path, new JsonObject { ["model"] = a[0], ["text"] = a[1] }), price => cli.Terminal.Line($"{price.Text("model")}: {price.Text("text")}")));
        command.Subcommands.Add(Changes.Make(cli, ("remove", "Take an edited or imported price away"), ["id"],
            a => (HttpMethod.Delete, $"{Path}/entries/{Uri.EscapeDataString(a[0])}", null), _ => cli.Terminal.Line("Done.")));
        command.Subcommands.Add(Changes.Make(cli, ("unpriced", "List deployments that were used and have no price"), [], _ => (HttpMethod.Get, "/strata/v1/unpriced", null), list => DrawUnpriced(cli, list)));
        return command;
    }

    private static void Draw(CliContext cli, JsonElement prices)
    {
        var table = new TextTable("MODEL", ">INPUT", ">CACHED", ">WRITE", ">OUTPUT", ">REASONING");
        foreach (var price in prices.Items("data"))
        {
            table.Row(price.Text("model"), price.Text("input"), price.Text("cached_input"), price.Text("cache_write"), price.Text("output"), price.Text("reasoning"));
        }

        table.WriteTo(cli.Terminal.Out, "No price yet: 'strata prices set' makes one.");
    }

    private static void DrawEntries(CliContext cli, JsonElement prices)
    {
        var table = new TextTable("ID", "MODEL", "SOURCE", "CONTRACT", "FROM", "PRICES");
        foreach (var price in prices.Items("data"))
        {
            table.Row(price.Text("id"), price.Text("model"), price.Text("source"), price.Text("contract"), price.Time("valid_from"), price.Text("text"));
        }

        table.WriteTo(cli.Terminal.Out, "No such price.");
    }

    private static void DrawUnpriced(CliContext cli, JsonElement list)
    {
        var table = new TextTable("DEPLOYMENT", ">REQUESTS");
        foreach (var deployment in list.Items("data"))
        {
            table.Row(deployment.Text("group"), Figures.Count(deployment.Number("unpriced")));
        }

        table.WriteTo(cli.Terminal.Out, "Every request has a price.");
    }
}
