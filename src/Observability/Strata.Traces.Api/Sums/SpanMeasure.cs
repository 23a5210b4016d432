using Strata.Core.Results;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;

namespace Strata.Traces.Api.Sums;

/// <summary>A figure that can be drawn of spans: how it is read from a cell of sums.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Title">Its name on a page.</param>
/// <param name="Unit">What it counts in.</param>
/// <param name="Quantiles">What quantiles it needs; null where none.</param>
/// <param name="Of">Its value; null where the cell has none.</param>
public sealed record SpanMeasure(string Name, string Title, MeasureUnit Unit, Measure? Quantiles, Func<AggregateCell, double?> Of)
{
    /// <summary>All measures.</summary>
    public static IReadOnlyList<SpanMeasure> All { get; } =
    [
        new("spans", "Spans", MeasureUnit.Count, null, c => c.Spans),
        new("traces", "Traces", MeasureUnit.Count, null, c => c.Entries),
        new("errors", "Errors", MeasureUnit.Count, null, c => c.Errors),
        new("error_rate", "Error rate", MeasureUnit.Share, null, c => c.Spans == 0 ? null : (double)c.Errors / c.Spans),
        new("cost", "Cost", MeasureUnit.Nanodollars, null, c => c.Priced == 0 ? null : c.CostNanos),
        new("cost_p95", "Cost p95", MeasureUnit.Nanodollars, Measure.Cost, c => c.Quantiles(Measure.Cost)?.At(0.95)),
        new("unpriced", "Unpriced spans", MeasureUnit.Count, null, c => c.Unpriced),
        new("tokens", "Tokens", MeasureUnit.Count, null, c => c.Usage.Total),
        new("input_tokens", "Tokens in", MeasureUnit.Count, null, c => c.Usage.Prompt),
        new("output_tokens", "Tokens out", MeasureUnit.Count, null, c => c.Usage.Completion),
        new("cached_tokens", "Tokens from caches", MeasureUnit.Count, null, c => c.Usage.CachedInput),
        new("cached_share", "Share of prompts from caches", MeasureUnit.Share, null, c => c.Usage.Prompt == 0 ? null : (double)c.Usage.CachedInput / c.Usage.Prompt),
        new("latency_avg", "Latency, mean", MeasureUnit.Nanoseconds, null, c => c.Spans == 0 ? null : (double)c.DurationNs / c.Spans),
        Latency(0.5), Latency(0.95), Latency(0.99),
        First(0.5), First(0.95), First(0.99),
        new("output_speed", "Tokens out per second", MeasureUnit.PerSecond, null, c => c.Usage.Completion == 0 || c.DurationNs == 0 ? null : c.Usage.Completion / (c.DurationNs / 1e9)),
    ];

    /// <summary>The measure of a name.</summary>
    public static Result<SpanMeasure> Find(string name) =>
        All.FirstOrDefault(m => m.Name == name) is { } found ? found : Problem.Invalid($"'{name}' is no measure. Use {string.Join(", ", All.Select(m => m.Name))}.", "measure");

    private static SpanMeasure Latency(double share) =>
        new($"latency_p{100 * share:0}", $"Latency p{100 * share:0}", MeasureUnit.Nanoseconds, Measure.Latency, c => c.Quantiles(Measure.Latency)?.At(share));

    private static SpanMeasure First(double share) =>
        new($"ttft_p{100 * share:0}", $"First token p{100 * share:0}", MeasureUnit.Nanoseconds, Measure.FirstToken, c => c.Quantiles(Measure.FirstToken)?.At(share));
}
