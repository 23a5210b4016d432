using Strata.Traces.Storage;

namespace Strata.Traces.Postgres;

/// <summary>The bounds of a store that several processes share.</summary>
public sealed record SharedTraceOptions
{
    /// <summary>What it has in common with the embedded store. Its directory holds the cache and is emptied at a start.</summary>
    public required TraceStoreOptions Store { get; init; }

    /// <summary>How often spans are handed to the database and those of others are fetched.</summary>
    public TimeSpan SyncEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes of segments on this machine's disk; beyond, those that were not read for longest leave it.</summary>
    public long CacheBytesMax { get; init; } = 8L << 30;

    /// <summary>Bytes of spans that may wait for the database in memory and log; beyond, a batch is refused with a retry time.</summary>
    public long AwayBytesMax { get; init; } = 256L << 20;
}
