using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata gateway explain MODEL</c>.</summary>
internal static class GatewayExplain
{
    public static Command Build(CliContext cli)
    {
        var model = new Argument<string>("model") { Description = "The model that would be asked for" };
        var key = new Option<string?>("--as") { Description = "The id of the key that would ask (default: yours)", HelpName = "KEY-ID" };
        var endUser = new Option<string?>("--end-user") { Description = "The customer that the request would name" };
        var tags = new Option<string[]>("--tags") { Description = "Tags of the request: product=search", AllowMultipleArgumentsPerToken = true };
        var prompt = new Option<long>("--prompt-tokens") { Description = "The prompt's tokens", DefaultValueFactory = _ => 1_000 };
        var output = new Option<long>("--output-tokens") { Description = "The answer's tokens", DefaultValueFactory = _ => 500 };
        var stream = new Option<bool>("--stream") { Description = "A streamed answer" };
        var tools = new Option<bool>("--tools") { Description = "With tools" };
        var command = new Command("explain", "Say which route and targets a request would take, why, under which limits and at which price; nothing is sent");
        command.Arguments.Add(model);
        foreach (var option in new Option[] { key, endUser, tags, prompt, output, stream, tools })
        {
            command.Options.Add(option);
        }

        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["model"] = parsed.GetValue(model), ["key"] = parsed.GetValue(key), ["end_user"] = parsed.GetValue(endUser), ["prompt_tokens"] = parsed.GetValue(prompt), ["output_tokens"] = parsed.GetValue(output),
                ["stream"] = parsed.GetValue(stream), ["tools"] = parsed.GetValue(tools), ["tags"] = new JsonArray([.. (parsed.GetValue(tags) ?? []).Select(t => (JsonNode?)t)]),
            };
            using var api = flags.Connect(parsed, cli);
            return Listing.Show(cli, await api.SendAsync(HttpMethod.Post, "/strata/v1/explain", body, cancellationToken), flags.Json(parsed), told => Draw(cli, told));
        });
        return command;
    }

    private static void Draw(CliContext cli, JsonElement told)
    {
        foreach (var line in told.Items("lines"))
        {
            cli.Terminal.Line(line.GetString() ?? "");
        }

        var targets = new TextTable("TARGET", "ROLE", "NOW", ">CHANCE", ">SCORE");
        foreach (var target in told.Items("targets"))
        {
            targets.Row(target.Text("deployment"), target.Text("role"), target.Text("verdict"), FormattableString.Invariant($"{target.Real("chance"):P0}"), target.Text("score"));
        }

        targets.WriteTo(cli.Terminal.Out);
        var limits = new TextTable("LIMIT", "ON", "UNIT", "WINDOW", ">AMOUNT", ">SPENT", ">LEFT");
        foreach (var limit in told.Items("limits"))
        {
            limits.Row(limit.Text("limit"), $"{limit.Text("kind")} {limit.Text("node")}", limit.Text("unit"), limit.Text("window"), limit.Text("amount"), limit.Text("spent"), limit.Text("left"));
        }

        limits.WriteTo(cli.Terminal.Out, "It meets no limit.");
        var price = told.GetProperty("price");
        var whose = price.Text("deployment") is { Length: > 0 } deployment ? deployment : told.Text("model");
        var cost = price.Text("text") is { Length: > 0 } text ? $"{text}; about {Figures.Money(price.NumberOrNull("estimated_nanos"))}" : "unpriced";
        cli.Terminal.Line($"Price of {whose}: {cost}");
        if (told.Text("problem") is { Length: > 0 } problem)
        {
            cli.Terminal.Line($"A caller would be told: {problem}");
        }
    }
}
