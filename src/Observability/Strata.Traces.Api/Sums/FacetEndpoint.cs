using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;

namespace Strata.Traces.Api.Sums;

/// <summary>Values of fields with counts, over the spans that pass.</summary>
internal static class FacetEndpoint
{
    private const int FieldsMax = 16;
    private const int ValuesMax = 200;
    private static readonly string[] Usual = ["service", "name", "operation", "model", "provider", "tool", "agent", "error_type"];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Traces("Traces").MapGet("/traces/facets", FindAsync).WithName("TraceFacets")
            .WithSummary($"Values of fields with the number of spans that have them; the last 24 hours unless told otherwise. Query: field (several), limit. {SpanAsk.FiltersDoc}").Produces<FacetList>();

    private static async Task<IResult> FindAsync(HttpContext context, TraceReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!SpanAsk.Read(context, time, TimeSpan.FromDays(1), "field", "limit").Try(out var ask, out var problem) || !ask.Given.Count("limit", 20, ValuesMax).Try(out var limit, out problem))
        {
            return problem.ToHttp();
        }

        var fields = ask.Given.Words("field") is { Count: > 0 } given ? given : Usual;
        if (fields.Count > FieldsMax)
        {
            return Problem.Invalid($"At most {FieldsMax} fields at once.", "field").ToHttp();
        }

        var begun = Stopwatch.GetTimestamp();
        return (await reader.FacetsAsync(ask.Scope, ask.Query.Range, ask.Query.Filter, fields, limit, cancellationToken)).ToHttp(facets => Results.Json(
            new FacetList([.. facets.Select(f => new FacetBody(f.Field, f.Distinct, [.. f.Values.Select(v => new FacetCount(v.Value, v.Count))]))], Stopwatch.GetElapsedTime(begun).TotalMilliseconds),
            TraceApiJson.Default.FacetList));
    }
}
