namespace Strata.Traces.Spans;

/// <summary>
/// Spans on their way into the store, in records that are reused: rent one batch per request, fill, append, clear. Not
/// thread-safe, and not to be touched between the begin of an append and its end.
/// </summary>
public sealed class SpanBatch
{
    private readonly List<SpanRecord> records = [];

    /// <summary>How many spans it holds.</summary>
    public int Count { get; private set; }

    /// <summary>A span of it.</summary>
    public SpanRecord this[int index] => index < Count ? records[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"The batch holds {Count} spans.");

    /// <summary>Adds a span: an empty record, to be filled at once.</summary>
    public SpanRecord Add()
    {
        if (Count == records.Count)
        {
            records.Add(new SpanRecord());
        }

        var record = records[Count++];
        record.Reset();
        return record;
    }

    /// <summary>Takes the span back that was added last, for instance because it turned out to be malformed.</summary>
    public void RemoveLast() => Count = Math.Max(0, Count - 1);

    /// <summary>Empties it; records and buffers are kept for the next use.</summary>
    public void Clear() => Count = 0;
}
