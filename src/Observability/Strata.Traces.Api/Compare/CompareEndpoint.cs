using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Lists;
using Strata.Traces.Api.Trees;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;

namespace Strata.Traces.Api.Compare;

/// <summary>Two traces beside each other.</summary>
internal static class CompareEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Traces("Traces").MapGet("/traces/compare", Compare).WithName("CompareTraces").WithSummary("Two traces laid beside each other, span by span. Query: left, right (ids of traces), team.")
            .Produces<DiffBody>().ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Compare(HttpContext context, TraceReader reader)
    {
        if (!QueryReader.Read(context, "left", "right", "team").Try(out var given, out var problem) || !SpanAsk.ScopeOf(context.Caller(), given.Text("team")).Try(out var scope, out problem)
            || !TraceIds.ReadTrace(given.Text("left") ?? "", "left").Try(out var left, out problem) || !TraceIds.ReadTrace(given.Text("right") ?? "", "right").Try(out var right, out problem)
            || !reader.Outline(scope, left).Try(out var first, out problem) || !reader.Outline(scope, right).Try(out var second, out problem))
        {
            return problem.ToHttp();
        }

        if (TraceReader.Sum(first) is not { } a || TraceReader.Sum(second) is not { } b)
        {
            return Problem.NotFound("One of the traces is not in this project, or its time has passed.", first.Count == 0 ? "left" : "right").ToHttp();
        }

        var rows = TraceDiff.Of(SpanTree.Of(first), SpanTree.Of(second)).Select(r => new DiffItem(
            r.Depth, r.IsChanged, r.DurationNs / 1000.0, r.Left is null ? null : SpanItem.Of(r.Left), r.Right is null ? null : SpanItem.Of(r.Right)));
        return Results.Json(new DiffBody(TraceItem.Of(a), TraceItem.Of(b), [.. rows]), TraceApiJson.Default.DiffBody);
    }
}
