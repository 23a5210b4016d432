namespace Strata.Telemetry.Spans;

/// <summary>How much of a span is kept.</summary>
public sealed record SpanLimits
{
    /// <summary>Attributes of a span; more are dropped.</summary>
    public int AttributesMax { get; init; } = 64;

    /// <summary>Characters of an attribute's value; the rest is cut and the cut is marked.</summary>
    public int ValueCharsMax { get; init; } = 131_072;

    /// <summary>Characters of a name.</summary>
    public int NameCharsMax { get; init; } = 256;

    /// <summary>Events of a span; more are dropped.</summary>
    public int EventsMax { get; init; } = 32;

    /// <summary>Spans that wait to be stored; more are dropped and counted, the request never waits.</summary>
    public int QueueSpansMax { get; init; } = 8_192;

    /// <summary>Spans of one trace; more are dropped and counted.</summary>
    public int TraceSpansMax { get; init; } = 10_000;

    /// <summary>Bytes of spans in memory; the oldest traces go first.</summary>
    public long MemoryBytesMax { get; init; } = 32L << 20;

    /// <summary>Bytes of spans on disk; the oldest go first.</summary>
    public long DiskBytesMax { get; init; } = 256L << 20;
}
