using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;

namespace Strata.Telemetry.Traffic;

/// <summary>The gateway's requests over time, for charts: answered from the roll-ups of the trace store.</summary>
public sealed class TrafficSeries
{
    /// <summary>Steps of one answer at most.</summary>
    public const int StepsMax = 1440;

    private static readonly SpanFilter Requests = SpanFilter.Parse("service = strata and operation exists").Value;
    private readonly TraceReader stored;

    internal TrafficSeries(TraceReader stored) => this.stored = stored;

    /// <summary>The traffic in equal steps; steps without requests are there with zeros.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="range">From where, cut down to a whole step, to the step in which it ends.</param>
    /// <param name="step">Length of a step in whole minutes; at most <see cref="StepsMax"/> steps are returned.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<TrafficPoint>> ReadAsync(TraceScope scope, (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step, CancellationToken cancellationToken)
    {
        var width = TimeSpan.FromMinutes(Math.Max(1, (long)step.TotalMinutes));
        var first = new DateTimeOffset(range.From.UtcTicks / width.Ticks * width.Ticks, TimeSpan.Zero);
        var count = (int)Math.Clamp(((range.To - first) / width) + 1, 1, StepsMax);
        var cells = await CellsAsync(scope, TimeRange.Of(first, first + (count * width)), width, cancellationToken);
        return [.. Enumerable.Range(0, count).Select(i => new TrafficPoint(first + (i * width), i < cells.Count ? cells[i] : null))];
    }

    /// <summary>All of it as one.</summary>
    public async ValueTask<TrafficPoint> SumAsync(TraceScope scope, (DateTimeOffset From, DateTimeOffset To) range, CancellationToken cancellationToken) =>
        new(range.From, await CellsAsync(scope, TimeRange.Of(range.From, range.To), TimeSpan.Zero, cancellationToken) is [var cell, ..] ? cell : null);

    private async ValueTask<IReadOnlyList<AggregateCell?>> CellsAsync(TraceScope scope, TimeRange range, TimeSpan step, CancellationToken cancellationToken)
    {
        var query = new AggregateQuery { Range = range, Filter = Requests, StepNs = step.Ticks * TimeSpan.NanosecondsPerTick, Quantiles = [Measure.Latency] };
        return (await stored.AggregateAsync(scope, query, cancellationToken)).Try(out var sums, out _) && sums.Groups is [var group, ..] ? group.Cells : [];
    }
}
