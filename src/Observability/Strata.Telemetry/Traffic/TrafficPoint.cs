using Strata.Core.Money;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;

namespace Strata.Telemetry.Traffic;

/// <summary>The requests of one stretch of time, by their begin.</summary>
/// <param name="start">When the stretch begins.</param>
/// <param name="cell">Their sums; null where there were none.</param>
public sealed class TrafficPoint(DateTimeOffset start, AggregateCell? cell)
{
    /// <summary>When the stretch begins.</summary>
    public DateTimeOffset Start { get; } = start;

    /// <summary>Requests.</summary>
    public long Requests => cell?.Spans ?? 0;

    /// <summary>Requests that failed.</summary>
    public long Errors => cell?.Errors ?? 0;

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens => cell?.Usage.Prompt ?? 0;

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens => cell?.Usage.Completion ?? 0;

    /// <summary>The exact sum of all known prices.</summary>
    public NanoDollars Cost => new(cell?.CostNanos ?? 0);

    /// <summary>Requests with tokens and without a known price.</summary>
    public long Unpriced => cell?.Unpriced ?? 0;

    /// <summary>The duration that a share of the requests stays at or below, within 1.6 %; null where there is none.</summary>
    /// <param name="share">From 0 to 1, for instance 0.95.</param>
    public TimeSpan? Latency(double share) =>
        cell?.Quantiles(Measure.Latency)?.At(share) is { } nanoseconds ? TimeSpan.FromTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick)) : null;
}
