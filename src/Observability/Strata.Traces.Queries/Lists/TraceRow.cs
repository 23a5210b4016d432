using Strata.Core.Usage;

namespace Strata.Traces.Queries.Lists;

/// <summary>A trace as a list shows it.</summary>
public sealed record TraceRow
{
    /// <summary>The trace.</summary>
    public UInt128 TraceId { get; init; }

    /// <summary>The span that brought it into the list: its root, or the newest that passed the filter.</summary>
    public required SpanRow Hit { get; init; }

    /// <summary>The outermost span that is known.</summary>
    public required SpanRow Root { get; init; }

    /// <summary>What was asked: of the span that brought it into the list, else of the first one that was asked anything; cut, and empty where nothing was sent.</summary>
    public string Asked { get; init; } = "";

    /// <summary>The first begin, in nanoseconds since 1970.</summary>
    public long StartNs { get; init; }

    /// <summary>From the first begin to the last end, in nanoseconds.</summary>
    public long DurationNs { get; init; }

    /// <summary>Spans that are known.</summary>
    public int Spans { get; init; }

    /// <summary>Spans that failed.</summary>
    public int Errors { get; init; }

    /// <summary>The model with most tokens; empty where none was asked.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens of the outermost spans that state any: nothing counts twice.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The exact price of the outermost spans that state one; null where none does.</summary>
    public long? CostNanos { get; init; }
}
