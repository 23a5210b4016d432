using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traces;

/// <summary>The spans of one trace, as they came.</summary>
internal sealed class TraceBucket(TraceKey key)
{
    public TraceKey Key { get; } = key;

    public List<SpanRecord> Spans { get; } = [];

    public HashSet<string> SpanIds { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    /// <summary>The key whose requests these are; empty, and so no single key's, once requests of several keys share the trace.</summary>
    public string? KeyId { get; private set; }

    public long Bytes { get; set; }

    public void Belongs(string keyId) => KeyId = KeyId is null || KeyId == keyId ? keyId : "";
}
