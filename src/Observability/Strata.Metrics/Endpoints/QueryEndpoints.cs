using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Expressions;
using Strata.Metrics.Series;

namespace Strata.Metrics.Endpoints;

/// <summary>Prometheus' HTTP API over the history of metrics: what Grafana's data source asks.</summary>
internal static class QueryEndpoints
{
    private const int NamesMax = 20_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").WithTags("Metrics").RequireRole(Role.Viewer);
        Both(api, "/query", InstantAsync, "An expression at a moment (a subset of PromQL). Query or form: query, time.");
        Both(api, "/query_range", RangeAsync, "An expression over a stretch of time. Query or form: query, start, end, step.");
        Both(api, "/series", SeriesAsync, "Series that pass a selector. Query or form: match[], start, end.");
        Both(api, "/labels", LabelsAsync, "The names of labels. Query or form: match[], start, end.");
        api.MapGet("/label/{name}/values", ValuesAsync).Produces(StatusCodes.Status200OK, contentType: "application/json").WithSummary("The values of a label. Query: match[], start, end.");
        api.MapGet("/status/buildinfo", () => Results.Bytes(QueryJson.Build(), "application/json")).Produces(StatusCodes.Status200OK, contentType: "application/json").WithSummary("Whose API this is like.");
    }

    private static void Both(RouteGroupBuilder api, string path, Delegate answer, string summary) =>
        api.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], answer).Produces(StatusCodes.Status200OK, contentType: "application/json").Produces(StatusCodes.Status400BadRequest).WithSummary(summary);

    private static async Task<IResult> InstantAsync(HttpContext context, MetricQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await QueryRequest.ReadAsync(context, cancellationToken);
        if (!read.Try(out var asked, out var problem) || !asked.Time("time", time.GetUtcNow().ToUnixTimeMilliseconds()).Try(out var at, out problem)
            || !ExpressionParser.Parse(asked.Text("query")).Try(out var expression, out problem))
        {
            return Refuse(problem);
        }

        return Answer(queries.Instant(asked.Projects, expression, at), points => QueryJson.Vector(points, at, ExpressionCheck.IsNumber(expression)));
    }

    private static async Task<IResult> RangeAsync(HttpContext context, MetricQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var read = await QueryRequest.ReadAsync(context, cancellationToken);
        if (!read.Try(out var asked, out var problem) || !asked.Time("start", now - 3_600_000).Try(out var from, out problem) || !asked.Time("end", now).Try(out var to, out problem)
            || !asked.Step().Try(out var step, out problem) || !ExpressionParser.Parse(asked.Text("query")).Try(out var expression, out problem))
        {
            return Refuse(problem);
        }

        return Answer(queries.Range(asked.Projects, expression, (from, to, step), cancellationToken), QueryJson.Matrix);
    }

    private static Task<IResult> SeriesAsync(HttpContext context, MetricQueries queries, TimeProvider time, CancellationToken cancellationToken) =>
        FoundAsync(context, queries, time, isSelectorNeeded: true, found => QueryJson.Series(found.Take(NamesMax)), cancellationToken);

    private static Task<IResult> LabelsAsync(HttpContext context, MetricQueries queries, TimeProvider time, CancellationToken cancellationToken) =>
        FoundAsync(
            context, queries, time, isSelectorNeeded: false,
            found => QueryJson.Words(found.SelectMany(l => l.Pairs.ToArray().Select(p => p.Name)).Distinct().Order(StringComparer.Ordinal).Take(NamesMax)), cancellationToken);

    private static Task<IResult> ValuesAsync(string name, HttpContext context, MetricQueries queries, TimeProvider time, CancellationToken cancellationToken) =>
        FoundAsync(
            context, queries, time, isSelectorNeeded: false,
            found => QueryJson.Words(found.Select(l => l[name]).Where(v => v.Length > 0).Distinct().Order(StringComparer.Ordinal).Take(NamesMax)), cancellationToken);

    private static async Task<IResult> FoundAsync(
        HttpContext context, MetricQueries queries, TimeProvider time, bool isSelectorNeeded, Func<IReadOnlyCollection<Labels>, byte[]> write, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var read = await QueryRequest.ReadAsync(context, cancellationToken);
        if (!read.Try(out var asked, out var problem) || !asked.Time("start", now - 86_400_000).Try(out var from, out problem) || !asked.Time("end", now).Try(out var to, out problem))
        {
            return Refuse(problem);
        }

        var selectors = new List<IReadOnlyList<LabelTest>>();
        foreach (var text in asked.All("match"))
        {
            if (!ExpressionParser.Parse(text).Try(out var expression, out problem))
            {
                return Refuse(problem);
            }

            if (expression is not Expression.Selector selector)
            {
                return Refuse(Problem.Invalid($"'{text}' is no selector.", "match[]"));
            }

            selectors.Add(selector.Tests);
        }

        if (isSelectorNeeded && selectors.Count == 0)
        {
            return Refuse(Problem.Invalid("'match[]' is a selector, for instance up.", "match[]"));
        }

        return Results.Bytes(write(queries.Series(asked.Projects, selectors.Count > 0 ? selectors : [[]], from, to)), "application/json");
    }

    private static IResult Answer<T>(Result<T> result, Func<T, byte[]> write) => result.Try(out var value, out var problem) ? Results.Bytes(write(value), "application/json") : Refuse(problem);

    private static RefusedQuery Refuse(Problem problem) => new RefusedQuery(problem);
}
