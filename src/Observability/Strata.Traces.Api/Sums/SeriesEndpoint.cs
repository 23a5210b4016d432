using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Sums;

namespace Strata.Traces.Api.Sums;

/// <summary>Any measure by any dimension over time, from roll-ups wherever they answer exactly.</summary>
internal static class SeriesEndpoint
{
    private const int TopMax = 1000;
    private const int MeasuresMax = 8;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Traces("Traces").MapGet("/traces/series", FindAsync).WithName("TraceSeries")
            .WithSummary($"Measures of spans over time; the last 24 hours unless told otherwise. Query: measure (several), by (two fields at most), step (60s, 1h; none sums all), top. {SpanAsk.FiltersDoc}")
            .Produces<SeriesBody>();

    private static async Task<IResult> FindAsync(HttpContext context, TraceReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!SpanAsk.Read(context, time, TimeSpan.FromDays(1), "measure", "by", "step", "top").Try(out var ask, out var problem)
            || !ask.Given.Count("top", 20, TopMax).Try(out var top, out problem)
            || !ask.Given.Length("step").Try(out var step, out problem))
        {
            return problem.ToHttp();
        }

        var measures = new List<SpanMeasure>();
        foreach (var name in ask.Given.Words("measure") is { Count: > 0 } given ? given : ["spans"])
        {
            if (!SpanMeasure.Find(name).Try(out var measure, out problem))
            {
                return problem.ToHttp();
            }

            measures.Add(measure);
        }

        if (measures.Count > MeasuresMax)
        {
            return Problem.Invalid($"At most {MeasuresMax} measures at once.", "measure").ToHttp();
        }

        var query = new AggregateQuery
        {
            Range = ask.Query.Range,
            Filter = ask.Query.Filter,
            GroupBy = ask.Given.Words("by"),
            StepNs = step is { } length ? length.Ticks * TimeSpan.NanosecondsPerTick : 0,
            Quantiles = [.. measures.Where(m => m.Quantiles is not null).Select(m => m.Quantiles!.Value).Distinct()],
        };
        return (await reader.AggregateAsync(ask.Scope, query, cancellationToken)).ToHttp(sums => Results.Json(Body(sums, measures, query.GroupBy, top), TraceApiJson.Default.SeriesBody));
    }

    private static SeriesBody Body(Aggregate sums, List<SpanMeasure> measures, IReadOnlyList<string> by, int top) => new(
        TraceIds.Time(sums.FromNs), sums.StepNs / 1_000_000_000, by, sums.Groups.Count, sums.Truncated,
        [.. sums.Groups.Take(top).Select(g => new SeriesGroup(g.Keys, measures.ToDictionary(m => m.Name, m => (IReadOnlyList<double?>)[.. g.Cells.Select(c => c is null ? null : m.Of(c))])))]);
}
