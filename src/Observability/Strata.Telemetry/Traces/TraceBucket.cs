using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traces;

/// <summary>The spans of one trace, as they came.</summary>
internal sealed class TraceBucket(TraceKey key)
{
    public TraceKey Key { get; } = key;

    public List<SpanRecord> Spans { get; } = [];

    public HashSet<string> SpanIds { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    public string? KeyId { get; set; }

    public long Bytes { get; set; }
}
