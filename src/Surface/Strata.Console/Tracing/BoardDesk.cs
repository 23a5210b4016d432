using Strata.Console.Charts;
using Strata.Core.Results;
using Strata.Traces.Api.Sums;
using Strata.Traces.Api.Views;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Sums;
using TimeRange = Strata.Console.Navigation.TimeRange;

namespace Strata.Console.Tracing;

/// <summary>Fills the panels of dashboards from the sums over spans.</summary>
internal sealed class BoardDesk(TraceReader reader)
{
    private const int LinesMax = 5;
    private static readonly int[] StepMinutes = [1, 5, 15, 30, 60, 180, 360, 720, 1440, 10_080];

    /// <summary>The width of a step, so that there are at most so many.</summary>
    public static TimeSpan StepOf(TimeRange range, int most = 50) => TimeSpan.FromMinutes(Array.Find(StepMinutes, m => range.Length.TotalMinutes / m <= most) is > 0 and var minutes ? minutes : StepMinutes[^1] * 4);

    public async Task<PanelData> LoadAsync(TraceScope scope, TimeRange range, DashboardPanel panel, CancellationToken cancellationToken)
    {
        var measures = new List<SpanMeasure>();
        foreach (var name in panel.Measures)
        {
            if (!SpanMeasure.Find(name).Try(out var measure, out var unknown))
            {
                return Failed(panel, unknown);
            }

            measures.Add(measure);
        }

        if (measures.Count == 0 || !SpanFilter.Parse(panel.Filter ?? "").Try(out var filter, out var problem))
        {
            return Failed(panel, Problem.Invalid("The panel's measure or filter cannot be read."));
        }

        var step = StepOf(range);
        var query = new AggregateQuery
        {
            Range = TraceAsk.RangeOf(range),
            Filter = filter,
            StepNs = step.Ticks * TimeSpan.NanosecondsPerTick,
            GroupBy = panel.By is { Length: > 0 } by ? [by] : [],
            Quantiles = [.. measures.Where(m => m.Quantiles is not null).Select(m => m.Quantiles!.Value).Distinct()],
        };
        if (!(await reader.AggregateAsync(scope, query, cancellationToken)).Try(out var sums, out problem))
        {
            return Failed(panel, problem);
        }

        var count = sums.Groups.Count == 0 ? 0 : sums.Groups[0].Cells.Count;
        var steps = Enumerable.Range(0, count).Select(i => TraceIds.Time(sums.FromNs + (i * sums.StepNs))).ToArray();
        var first = measures[0];
        var isSum = first.Unit is MeasureUnit.Count or MeasureUnit.Nanodollars && first.Quantiles is null;
        IReadOnlyList<ChartSeries> series = query.GroupBy.Count == 0
            ? [.. measures.Select(m => new ChartSeries(m.Title, Values(sums.Groups is [var only, ..] ? only : null, m, count)))]
            : Apart(sums, first, isSum, count);
        return new PanelData(panel, first.Unit, isSum, steps, series, null);
    }

    private static PanelData Failed(DashboardPanel panel, Problem problem) => new(panel, MeasureUnit.Count, false, [], [], problem);

    private static double?[] Values(AggregateGroup? group, SpanMeasure measure, int count) => group is null ? new double?[count] : [.. group.Cells.Select(c => c is null ? null : measure.Of(c))];

    /// <summary>The groups with most; what adds up is added up for the rest of them.</summary>
    private static List<ChartSeries> Apart(Aggregate sums, SpanMeasure measure, bool isSum, int count)
    {
        var all = sums.Groups.Select(g => (Name: g.Keys is [{ Length: > 0 } key] ? key : "none", Values: Values(g, measure, count), Spans: g.Cells.Sum(c => c?.Spans ?? 0)))
            .Select(g => (g.Name, g.Values, Weight: isSum ? g.Values.Sum(v => v ?? 0) : g.Spans)).Where(g => g.Weight > 0 && g.Values.Any(v => v is not null)).OrderByDescending(g => g.Weight).ToList();
        var most = isSum ? StackChart.LayersMax : LinesMax;
        var direct = all.Count <= most ? all.Count : isSum ? most - 1 : most;
        var series = all.Take(direct).Select(g => new ChartSeries(g.Name, g.Values)).ToList();
        if (isSum && all.Count > direct)
        {
            var rest = all.Skip(direct).ToArray();
            series.Add(new ChartSeries($"{rest.Length} others", [.. Enumerable.Range(0, count).Select(i => (double?)rest.Sum(g => g.Values[i] ?? 0))]));
        }

        return series;
    }
}
