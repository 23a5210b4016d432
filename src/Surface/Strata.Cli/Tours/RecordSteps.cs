using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>The stops at what is kept of requests, and at who may ask.</summary>
internal static class RecordSteps
{
    private const string KeyName = "tour";
    private const string LimitName = "strata-tour";

    public static IEnumerable<TourStep> All =>
    [
        new("A key with a limit", "Keys are for programs and people; limits stand on keys, teams, tags … in requests, tokens or dollars.", KeyAsync) { Page = "/keys" },
        new("The ledger", "One row for each request, in the log before its caller sees the end: tokens, times, exact cost.", LedgerAsync) { Page = "/requests" },
        new("The trace", "Where the time of a request went, down to waiting, reading the prompt and writing the answer.", TraceAsync),
        new("Usage", "Sums of the ledger by model, key, team, user, tag, day …", UsageAsync) { Page = "/costs" },
        new("Metrics", "For Prometheus, with the names of OpenTelemetry's GenAI conventions.", MetricsAsync),
        new("Audit", "Who changed what, in a chain that shows whether it was touched.", AuditAsync) { Page = "/audit" },
    ];

    private static async Task<Result<Done>> KeyAsync(TourRun run, CancellationToken cancellationToken)
    {
        var made = await run.CallAsync(run.Api, HttpMethod.Post, "/strata/v1/keys", new JsonObject { ["name"] = KeyName, ["models"] = new JsonArray(run.Model) }, cancellationToken);
        if (!made.Try(out var key, out var problem))
        {
            return problem;
        }

        var id = key.GetProperty("key").Text("id");
        run.Say($"{id} may ask {run.Model} and nothing else; its secret is told this once.");
        var limit = new JsonObject { ["kind"] = "key", ["node"] = id, ["unit"] = "requests", ["amount"] = 1, ["window"] = "60s", ["mode"] = "strict" };
        if (!(await run.CallAsync(run.Api, HttpMethod.Put, "/strata/v1/limits/" + LimitName, limit, cancellationToken)).Try(out _, out problem))
        {
            return problem;
        }

        var told = await TwiceAsync(run, key.Text("secret"), cancellationToken);

        // What the tour made goes again, whatever came of it.
        await run.Api.SendAsync(HttpMethod.Delete, "/strata/v1/limits/" + LimitName, null, cancellationToken);
        await run.Api.SendAsync(HttpMethod.Delete, "/strata/v1/keys/" + id, null, cancellationToken);
        return told;
    }

    private static async Task<Result<Done>> TwiceAsync(TourRun run, string secret, CancellationToken cancellationToken)
    {
        using var api = new Api.ApiClient(new(run.Api.Address.Url, secret));
        var first = await run.ChatAsync(api, run.Question("Hello!"), cancellationToken);
        if (!first.Try(out var answer, out var problem))
        {
            return problem;
        }

        run.Say(TourRun.Answer(answer));
        var second = await run.ChatAsync(api, run.Question("Hello!"), cancellationToken);
        return second.IsOk ? Problem.Invalid("The second request of that key should have been refused.") : run.Say("refused: " + second.Problem.Message);
    }

    private static async Task<Result<Done>> LedgerAsync(TourRun run, CancellationToken cancellationToken)
    {
        if (!(await run.ChatAsync(run.Api, run.Question("What is the opposite of hot?"), cancellationToken)).Try(out _, out var problem))
        {
            return problem;
        }

        var row = await run.CallAsync(run.Api, HttpMethod.Get, $"/strata/v1/generations/{run.RequestId}", null, cancellationToken);
        return row.Then(told =>
        {
            var request = told.GetProperty("request");
            var tokens = request.GetProperty("tokens");
            return run.Say($"{request.Text("id")}: {request.Text("status")}, "
                + $"{tokens.Number("total")} tokens in {Figures.Duration(TimeSpan.FromMilliseconds(request.Real("total_ms")))}, {Figures.Money(request.NumberOrNull("cost_nanos"))}");
        });
    }

    private static async Task<Result<Done>> TraceAsync(TourRun run, CancellationToken cancellationToken)
    {
        var trace = await run.CallAsync(run.Api, HttpMethod.Get, "/strata/v1/traces/last", null, cancellationToken);
        return trace.Then(told =>
        {
            var spans = told.Items("spans").ToArray();
            return run.Say(string.Join('\n', spans.Select(span =>
                $"{Took(span, "start_us"),10}  {Took(span, "duration_us"),10}  {new string(' ', 2 * Depth(spans, span))}{span.Text("name")}")));
        });
    }

    private static string Cost(JsonElement group) =>
        (group.Number("cost_nanos"), group.Number("unpriced")) switch
        {
            (0, > 0) => "unpriced",
            (var nanos, > 0 and var without) => $"{Figures.Money(nanos)} and {Figures.Count(without)} unpriced",
            var (nanos, _) => Figures.Money(nanos),
        };

    private static string Took(JsonElement span, string name) => Figures.Duration(TimeSpan.FromMicroseconds(span.Real(name)));

    /// <summary>How many spans stand above one; parents come before their children.</summary>
    private static int Depth(JsonElement[] spans, JsonElement span) =>
        span.Text("parent_id") is { Length: > 0 } parent && Array.FindIndex(spans, s => s.Text("span_id") == parent) is >= 0 and var at ? 1 + Depth(spans[..at], spans[at]) : 0;

    private static async Task<Result<Done>> UsageAsync(TourRun run, CancellationToken cancellationToken)
    {
        var usage = await run.CallAsync(run.Api, HttpMethod.Get, "/strata/v1/usage?group_by=model", null, cancellationToken);
        return usage.Then(told => run.Say(string.Join('\n', told.Items("data").Select(g =>
            $"{g.Text("group")}: {Figures.Count(g.Number("requests"))} requests, {Figures.Count(g.GetProperty("tokens").Number("output"))} tokens written, {Cost(g)}"))));
    }

    private static async Task<Result<Done>> MetricsAsync(TourRun run, CancellationToken cancellationToken)
    {
        var text = await run.TextAsync("/metrics", cancellationToken);
        return text.Then(all => run.Say(string.Join('\n', all.Split('\n').Where(line => line.StartsWith("gen_ai_", StringComparison.Ordinal) && line.Contains("_count", StringComparison.Ordinal)).Take(4))));
    }

    private static async Task<Result<Done>> AuditAsync(TourRun run, CancellationToken cancellationToken)
    {
        var list = await run.CallAsync(run.Api, HttpMethod.Get, "/strata/v1/audit?limit=5", null, cancellationToken);
        return list.Then(told => run.Say(string.Join('\n', told.Items("data").Select(link => $"{link.Text("number")}  {link.Text("actor_name")}  {link.Text("action")}  {link.Text("target")}"))));
    }
}
