using Strata.Core.Money;

namespace Strata.Telemetry.Traffic;

/// <summary>The requests of one stretch of time.</summary>
public sealed class TrafficPoint(DateTimeOffset start)
{
    /// <summary>When the stretch begins.</summary>
    public DateTimeOffset Start { get; } = start;

    /// <summary>Requests that ended in it.</summary>
    public long Requests { get; private set; }

    /// <summary>Requests that failed.</summary>
    public long Errors { get; private set; }

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; private set; }

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>The exact sum of all known prices.</summary>
    public NanoDollars Cost { get; private set; }

    /// <summary>Requests without a known price.</summary>
    public long Unpriced { get; private set; }

    /// <summary>How long they took.</summary>
    public LatencySketch Latency { get; } = new();

    internal void Add(TrafficSample sample)
    {
        Requests++;
        Errors += sample.Failed ? 1 : 0;
        InputTokens += sample.InputTokens;
        OutputTokens += sample.OutputTokens;
        Cost += sample.Cost ?? NanoDollars.Zero;
        Unpriced += sample.Cost is null && !sample.Failed ? 1 : 0;
        Latency.Add(sample.Duration);
    }

    internal void Merge(TrafficPoint other)
    {
        Requests += other.Requests;
        Errors += other.Errors;
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        Cost += other.Cost;
        Unpriced += other.Unpriced;
        Latency.Merge(other.Latency);
    }
}
