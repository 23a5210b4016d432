namespace Strata.Telemetry.Traces;

/// <summary>The spans of one trace, as they came, each as its bytes: what is kept for long is few large objects, not many small ones.</summary>
internal sealed class TraceBucket(TraceKey key)
{
    private const int FewMax = 16;
    private readonly List<ulong> few = new(2);
    private HashSet<ulong>? many;

    public TraceKey Key { get; } = key;

    /// <summary>Batches of one span.</summary>
    public List<byte[]> Spans { get; } = new(2);

    public List<string> Requests { get; } = new(1);

    /// <summary>The key whose requests these are; empty, and so no single key's, once requests of several keys share the trace.</summary>
    public string? KeyId { get; private set; }

    public long Bytes { get; set; }

    public void Belongs(string keyId) => KeyId = KeyId is null || KeyId == keyId ? keyId : "";

    /// <summary>Takes a span's id; false where it is there already.</summary>
    public bool TryTake(ulong spanId)
    {
        if (many is not null)
        {
            return many.Add(spanId);
        }

        if (few.Contains(spanId))
        {
            return false;
        }

        few.Add(spanId);
        many = few.Count > FewMax ? [.. few] : null;
        return true;
    }
}
