namespace Strata.Traces.Storage;

/// <summary>
/// Which traces are stored. Figures of charts count all; a trace that is left out is only not there to be opened. Decided when
/// spans leave memory, so a trace is judged by all of it that was there by then.
/// </summary>
public sealed record SamplingPolicy
{
    /// <summary>Share of ordinary traces that is kept, from 0 to 1. By a hash of the trace id: all spans of a trace share their fate.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Whether traces with a failed span are all kept.</summary>
    public bool KeepErrors { get; init; } = true;

    /// <summary>Traces with a span that took at least this long are all kept; null has no such rule.</summary>
    public TimeSpan? KeepSlowerThan { get; init; }

    /// <summary>Traces with a span that cost at least so many billionths of a dollar are all kept; null has no such rule.</summary>
    public long? KeepCostlierThanNanos { get; init; }
}
