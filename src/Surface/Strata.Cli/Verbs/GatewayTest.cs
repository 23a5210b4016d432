using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Api;
using Strata.Cli.Exits;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata gateway test MODEL…</c>: asks each model one small question and shows who answered, how fast and at what cost.</summary>
internal static class GatewayTest
{
    private const int TokensMax = 16;

    public static Command Build(CliContext cli)
    {
        var models = new Argument<string[]>("models") { Description = "The models to ask; each costs one small request", Arity = ArgumentArity.OneOrMore };
        var command = new Command("test", "Ask models one small question each: who answers, how fast, at what cost");
        command.Arguments.Add(models);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            var results = new JsonArray();
            foreach (var model in parsed.GetValue(models)!)
            {
                results.Add(await AskAsync(api, model, cancellationToken));
            }

            Show(cli, results, flags.Json(parsed));
            return results.All(r => (bool)r!["ok"]!) ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<JsonObject> AskAsync(ApiClient api, string model, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["model"] = model, ["max_tokens"] = TokensMax, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Say the word ok." }),
        };
        if (!(await api.OpenAsync(HttpMethod.Post, "/v1/chat/completions", body, cancellationToken)).Try(out var response, out var problem))
        {
            return new JsonObject { ["model"] = model, ["ok"] = false, ["error"] = problem.Message };
        }

        using (response)
        {
            await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var id = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.First() : "";
            var told = await api.GetAsync($"/strata/v1/generations/{Uri.EscapeDataString(id)}", cancellationToken);
            return new JsonObject { ["model"] = model, ["ok"] = true, ["generation"] = told.Try(out var value, out _) ? JsonNode.Parse(value.GetRawText()) : null };
        }
    }

    private static void Show(CliContext cli, JsonArray results, bool json)
    {
        if (json)
        {
            cli.Terminal.Line(results.ToString());
            return;
        }

        var table = new TextTable("MODEL", "ANSWER", "BY", ">ATTEMPTS", ">TIME", ">COST");
        foreach (var result in results.OfType<JsonObject>())
        {
            if (result["generation"]?["request"] is { } told)
            {
                using var document = JsonDocument.Parse(told.ToJsonString());
                var request = document.RootElement;
                table.Row(
                    result["model"]!.ToString(), request.Text("status"), request.Text("deployment"), request.Text("attempts"),
                    Figures.Duration(TimeSpan.FromMilliseconds(request.Real("total_ms"))), Figures.Money(request.NumberOrNull("cost_nanos")));
            }
            else
            {
                table.Row(result["model"]!.ToString(), result["error"]?.ToString() ?? "ok", "", "", "", "");
            }
        }

        table.WriteTo(cli.Terminal.Out);
    }
}
