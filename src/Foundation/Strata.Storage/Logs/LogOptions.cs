namespace Strata.Storage.Logs;

/// <summary>The bounds of a log.</summary>
internal sealed record LogOptions
{
    /// <summary>A batch that would pass this size begins a new segment.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one fsync; a larger record goes alone.</summary>
    public int BatchBytesMax { get; init; } = 4 << 20;

    /// <summary>Bytes of one record.</summary>
    public int RecordBytesMax { get; init; } = 16 << 20;

    /// <summary>Appends that wait for the writer; the next one waits for a place.</summary>
    public int QueueMax { get; init; } = 4096;

    /// <summary>
    /// How long after its append a record may become durable against the loss of the machine; zero: before the append returns.
    /// Against the end of the process it is safe when the append returns, always.
    /// </summary>
    public TimeSpan SyncEvery { get; init; }
}
