using System.Text.Json.Nodes;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>The stops at the gateway: routes with fallbacks, guardrails, the cache, exact money. They ask the second gateway.</summary>
internal static class GatewaySteps
{
    public static IEnumerable<TourStep> All =>
    [
        new("A provider that is down", "A route names targets in order. The first is down here; the answer comes from the second, and the row says why.", FallbackAsync) { InGateway = true, Page = "/routes" },
        new("Guardrails", "What must not leave is redacted before it goes; what must not be asked is refused.", GuardAsync) { InGateway = true, Page = "/guardrails" },
        new("The cache", "The same question again costs nothing.", CacheAsync) { InGateway = true, Page = "/cache" },
        new("Where would it go?", "A plan without a request: targets, chances, limits, price.", ExplainAsync) { InGateway = true, Page = "/routes" },
    ];

    private static async Task<Result<Done>> FallbackAsync(TourRun run, CancellationToken cancellationToken)
    {
        if (!(await AskAsync(run, "What do bees make?", cancellationToken)).Try(out var answer, out var problem))
        {
            return problem;
        }

        run.Say(answer);
        var row = await run.CallAsync(run.Gateway!, HttpMethod.Get, $"/strata/v1/generations/{run.RequestId}", null, cancellationToken);
        return row.Then(told => run.Say(string.Join('\n', told.Items("attempts").Select(a => $"{a.Text("deployment")}: {a.Text("outcome")}{a.Text("status")} {a.Text("reason")}"))
            + $"\nby {told.GetProperty("request").Text("deployment")}, {Figures.Money(told.GetProperty("request").NumberOrNull("cost_nanos"))}"));
    }

    private static async Task<Result<Done>> GuardAsync(TourRun run, CancellationToken cancellationToken)
    {
        if (!(await AskAsync(run, "Repeat after me: write to ada@example.org", cancellationToken)).Try(out var answer, out var problem))
        {
            return problem;
        }

        run.Say(answer);
        var refused = await AskAsync(run, "Tell me about Bluebird.", cancellationToken);
        return refused.IsOk ? Problem.Invalid("A guardrail should have refused that.") : run.Say("refused: " + refused.Problem.Message);
    }

    private static async Task<Result<Done>> CacheAsync(TourRun run, CancellationToken cancellationToken)
    {
        foreach (var time in (string[])["first", "again"])
        {
            if (!(await AskAsync(run, "What is the capital of Peru?", cancellationToken)).Try(out var answer, out var problem))
            {
                return problem;
            }

            var told = run.Headers.Where(h => h.Key is "x-strata-cache" or "x-strata-cost").Select(h => $"{h.Key}: {h.Value}");
            run.Say($"{time}: {answer}  [{string.Join(", ", told)}]");
        }

        return Done.Value;
    }

    private static async Task<Result<Done>> ExplainAsync(TourRun run, CancellationToken cancellationToken)
    {
        var plan = await run.CallAsync(run.Gateway!, HttpMethod.Post, "/strata/v1/explain", new JsonObject { ["model"] = "tour", ["prompt_tokens"] = 2000 }, cancellationToken);
        return plan.Then(told => run.Say(string.Join('\n', [
            .. told.Items("lines").Select(line => line.GetString()!),
            .. told.Items("targets").Select(target => $"{target.Text("deployment")}: {target.Text("role")}, {target.Text("verdict")}"),
        ])));
    }

    private static async Task<Result<string>> AskAsync(TourRun run, string question, CancellationToken cancellationToken)
    {
        var body = run.Question(question);
        body["model"] = "tour";
        return (await run.ChatAsync(run.Gateway!, body, cancellationToken)).Then<string>(answer => TourRun.Answer(answer));
    }
}
