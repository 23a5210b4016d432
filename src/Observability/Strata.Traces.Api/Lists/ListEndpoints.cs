using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Lists;

/// <summary>Lists of spans and of traces, and the fields they are filtered by.</summary>
internal static class ListEndpoints
{
    private const int LimitDefault = 50;
    private static readonly SpanFilter Failed = SpanFilter.Parse("error").Value;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.Traces("Traces");
        group.MapGet("/spans", SpansAsync).WithName("ListSpans").WithSummary($"Spans, newest first. Query: order (start, latency, cost), limit, cursor. {SpanAsk.FiltersDoc}").Produces<SpanPage>();
        group.MapGet("/traces", TracesAsync).WithName("ListTraces")
            .WithSummary($"Traces, newest first; with a filter those with a span that passes it. Query: order, limit, cursor, failed. {SpanAsk.FiltersDoc}").Produces<TracePage>();
        group.MapGet("/traces/fields", Fields).WithName("ListTraceFields").WithSummary("The fields of the filter language.").Produces<FieldList>();
    }

    private static async Task<IResult> SpansAsync(HttpContext context, TraceReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Read(context, time).Try(out var ask, out var problem))
        {
            return problem.ToHttp();
        }

        return (await reader.SpansAsync(ask.Scope, ask.Query, cancellationToken)).ToHttp(page => Results.Json(new SpanPage([.. page.Rows.Select(SpanItem.Of)], page.Next), TraceApiJson.Default.SpanPage));
    }

    private static async Task<IResult> TracesAsync(HttpContext context, TraceReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Read(context, time).Try(out var ask, out var problem) || !ask.Given.Flag("failed").Try(out var failed, out problem))
        {
            return problem.ToHttp();
        }

        var query = failed ? ask.Query with { Filter = ask.Query.Filter.And(Failed) } : ask.Query;
        return (await reader.TracesAsync(ask.Scope, query, cancellationToken)).ToHttp(page => Results.Json(new TracePage([.. page.Rows.Select(TraceItem.Of)], page.Next), TraceApiJson.Default.TracePage));
    }

    private static IResult Fields() =>
        Results.Json(new FieldList([.. FieldTable.Facts.Select(f => new FieldItem(f.Name, f.Values, f.IsLabel))]), TraceApiJson.Default.FieldList);

    private static Result<SpanAsk> Read(HttpContext context, TimeProvider time)
    {
        if (!SpanAsk.Read(context, time, usual: null, "order", "limit", "cursor", "failed").Try(out var ask, out var problem)
            || !SpanAsk.Order(ask.Given.Text("order")).Try(out var order, out problem)
            || !ask.Given.Count("limit", LimitDefault, SpanQuery.LimitMax).Try(out var limit, out problem))
        {
            return problem;
        }

        return ask with { Query = ask.Query with { Order = order, Limit = limit, Cursor = ask.Given.Text("cursor") ?? "" } };
    }
}
