using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Lists;

/// <summary>One trace: by its id, by the id of a request it served, or the newest.</summary>
internal static class TraceEndpoints
{
    private const int SpansDefault = 10_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.Traces("Traces");
        group.MapGet("/traces/last", LastAsync).WithName("LastTrace").WithSummary("The newest trace, with its spans.").Produces<TraceDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/traces/{id}", FindAsync).WithName("GetTrace").WithSummary("A trace by its id or by the id of a request it served. Query: skip, take (spans), messages=false, team.")
            .Produces<TraceDetail>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> LastAsync(HttpContext context, TraceReader reader, CancellationToken cancellationToken)
    {
        var newest = await reader.TracesAsync(TraceScope.Of(context.Caller()), new SpanQuery { Limit = 1 }, cancellationToken);
        return newest.ToHttp(page => page.Rows is [var row] ? Show(context, reader, row.TraceId) : Problem.NotFound("There is no trace yet. Make a request first.", "id").ToHttp());
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, TraceReader reader, CancellationToken cancellationToken)
    {
        if (TraceIds.ReadTrace(id, "id").Try(out var trace, out _))
        {
            return Show(context, reader, trace);
        }

        return (await TraceOfRequest.FindAsync(reader, TraceScope.Of(context.Caller()), id, cancellationToken)).ToHttp(found => found is { } one ? Show(context, reader, one) : NoTrace());
    }

    private static IResult NoTrace() => Problem.NotFound("No trace has this id in this project, or its time has passed: traces are kept for the days that telemetry.traces says.", "id").ToHttp();

    private static IResult Show(HttpContext context, TraceReader reader, UInt128 id)
    {
        if (!QueryReader.Read(context, "skip", "take", "messages", "team").Try(out var given, out var problem)
            || !given.Count("take", SpansDefault, TraceReader.TraceSpansMax).Try(out var take, out problem)
            || !SpanAsk.ScopeOf(context.Caller(), given.Text("team")).Try(out var scope, out problem))
        {
            return problem.ToHttp();
        }

        var skip = 0;
        if (given.Text("skip") is { } text && (!int.TryParse(text, out skip) || skip < 0))
        {
            return Problem.Invalid("'skip' is a whole number from 0.", "skip").ToHttp();
        }

        if (!reader.Outline(scope, id).Try(out var outline, out problem) || !reader.Find(scope, id, (skip, take), given.Text("messages") != "false").Try(out var found, out problem))
        {
            return problem.ToHttp();
        }

        return TraceReader.Sum(outline) is not { } sum || found is null ? NoTrace()
            : Results.Json(new TraceDetail(TraceItem.Of(sum), found.Total, [.. found.Spans.Select(s => SpanDetail.Of(s, sum.StartNs))]), TraceApiJson.Default.TraceDetail);
    }
}
