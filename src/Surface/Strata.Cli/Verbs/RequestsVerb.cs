using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata requests [ID]</c>: the ledger, newest first.</summary>
internal static class RequestsVerb
{
    public static Command Build(CliContext cli)
    {
        var id = new Argument<string?>("id") { Description = "One request: its attempts, reasons, times and cost", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "How many", DefaultValueFactory = _ => 20 };
        var model = new Option<string?>("--model") { Description = "Of one model" };
        var status = new Option<string?>("--status") { Description = "ok, client_cancelled, upstream_error, refused or failed" };
        var command = new Command("requests", "List requests with their tokens and cost");
        command.Arguments.Add(id);
        foreach (var option in new Option[] { limit, model, status })
        {
            command.Options.Add(option);
        }

        var filters = new LedgerFlags().AddTo(command);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(id) is { } one)
            {
                return Listing.ShowAsync(cli, flags, parsed, ($"/strata/v1/generations/{Uri.EscapeDataString(one)}", request => cli.Terminal.Line(JsonText.Of(request))), cancellationToken);
            }

            var query = $"/strata/v1/requests?limit={parsed.GetValue(limit)}{Part("model", parsed.GetValue(model))}{Part("status", parsed.GetValue(status))}{filters.Query(parsed)}";
            return Listing.ShowAsync(cli, flags, parsed, (query, list => Draw(cli, list)), cancellationToken);
        });
        return command;
    }

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static void Draw(CliContext cli, JsonElement list)
    {
        var table = new TextTable("ID", "AT", "MODEL", "STATUS", ">INPUT", ">OUTPUT", ">TOTAL", ">COST");
        foreach (var request in list.Items("data"))
        {
            var tokens = request.GetProperty("tokens");
            table.Row(
                request.Text("id"), request.Time("at"), request.Text("model"), request.Text("status"), Figures.Count(tokens.Number("total") - tokens.Number("output") - tokens.Number("reasoning")),
                Figures.Count(tokens.Number("output") + tokens.Number("reasoning")), Figures.Duration(TimeSpan.FromMilliseconds(request.Real("total_ms"))), Figures.Money(request.NumberOrNull("cost_nanos")));
        }

        table.WriteTo(cli.Terminal.Out, "No such request yet.");
    }
}
