using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Lists;

/// <summary>A span as a list shows it: no attributes, and of its messages only what was asked last.</summary>
public sealed record SpanRow
{
    /// <summary>The trace.</summary>
    public UInt128 TraceId { get; init; }

    /// <summary>The span.</summary>
    public ulong SpanId { get; init; }

    /// <summary>The span above it; 0 for none.</summary>
    public ulong ParentId { get; init; }

    /// <summary>Begin, in nanoseconds since 1970.</summary>
    public long StartNs { get; init; }

    /// <summary>Length in nanoseconds.</summary>
    public long DurationNs { get; init; }

    /// <summary>What was done.</summary>
    public required string Name { get; init; }

    /// <summary>Its role.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Service { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>Who served the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The session.</summary>
    public required string Session { get; init; }

    /// <summary>The end user.</summary>
    public required string User { get; init; }

    /// <summary>The key that asked.</summary>
    public required string Key { get; init; }

    /// <summary>The tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The kind of failure.</summary>
    public required string ErrorType { get; init; }

    /// <summary>Tokens.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The exact price in billionths of a dollar; null where none is known.</summary>
    public long? CostNanos { get; init; }

    /// <summary>To the first piece of the answer, in nanoseconds; null where not stated.</summary>
    public long? FirstTokenNs { get; init; }

    /// <summary>The last thing that was asked, cut; empty where no messages were sent.</summary>
    public required string Preview { get; init; }
}
