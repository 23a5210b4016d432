using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>The bounds of the trace store.</summary>
public sealed record TraceStoreOptions
{
    /// <summary>Where segments stand; made where it is not there.</summary>
    public required string Directory { get; init; }

    /// <summary>Name of the append log.</summary>
    public string LogName { get; init; } = "traces";

    /// <summary>Zero acknowledges spans that are on disk; more, spans that outlive the process and are on disk within this time.</summary>
    public TimeSpan SyncEvery { get; init; }

    /// <summary>Spans in memory before they become a segment.</summary>
    public int LiveSpansMax { get; init; } = 128 * 1024;

    /// <summary>Bytes in memory before they become a segment.</summary>
    public long LiveBytesMax { get; init; } = 56L << 20;

    /// <summary>Bytes of batches that may wait for the disk; beyond, a batch is refused with a retry time.</summary>
    public long WaitingBytesMax { get; init; } = 128L << 20;

    /// <summary>Bytes of unpacked parts that are kept for the next query.</summary>
    public long CacheBytesMax { get; init; } = 48L << 20;

    /// <summary>Bytes of segments on disk; beyond, the oldest days are dropped. 0 sets no bound.</summary>
    public long DiskBytesMax { get; init; }

    /// <summary>Days that spans are kept, where <see cref="RetentionOf"/> has no other word; 0 keeps them for good.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Days that a tenant's spans are kept; null takes <see cref="RetentionDays"/>.</summary>
    public Func<Tenant, int?>? RetentionOf { get; init; }

    /// <summary>Which traces of a tenant are stored, once all are counted; null stores every one.</summary>
    public Func<Tenant, SamplingPolicy?>? SamplingOf { get; init; }

    /// <summary>How far ahead of the clock a span may start.</summary>
    public TimeSpan AheadMax { get; init; } = TimeSpan.FromDays(1);
}
