namespace Strata.Caching.Exact;

/// <summary>
/// Answers by key, in memory, bounded by bytes, the least recently used leaving first. Expired answers stay until they are
/// pushed out, for the time in which stale ones may stand in.
/// </summary>
public sealed class MemoryCache
{
    private const int Shards = 16;
    private readonly MemoryShard[] shards;
    private readonly TimeProvider time;
    private long hits;
    private long misses;
    private long savedNanos;

    /// <summary>A cache of at most this many bytes.</summary>
    public MemoryCache(long bytesMax, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, Shards);
        this.time = time;
        shards = [.. Enumerable.Range(0, Shards).Select(_ => new MemoryShard(bytesMax / Shards))];
    }

    /// <summary>What it holds and has done.</summary>
    public CacheCounters Counters
    {
        get
        {
            var sizes = shards.Select(s => s.Size).ToArray();
            return new CacheCounters(sizes.Sum(s => s.Entries), sizes.Sum(s => s.Bytes), Volatile.Read(ref hits), Volatile.Read(ref misses), Volatile.Read(ref savedNanos));
        }
    }

    /// <summary>An answer that is still good.</summary>
    public CachedAnswer? Find(CacheKey key) => Shard(key).Find(key) is { } answer && answer.ExpiresAt > time.GetUtcNow() ? answer : null;

    /// <summary>An answer that may have ended, but not longer ago than a time.</summary>
    public CachedAnswer? FindStale(CacheKey key, TimeSpan staleFor) => Shard(key).Find(key) is { } answer && answer.ExpiresAt + staleFor > time.GetUtcNow() ? answer : null;

    /// <summary>Keeps an answer in place of an earlier one.</summary>
    public void Put(CacheKey key, CachedAnswer answer) => Shard(key).Put(key, answer);

    /// <summary>Forgets what a filter picks.</summary>
    /// <returns>How many answers went.</returns>
    public int Remove(Func<CachedAnswer, bool> which) => shards.Sum(s => s.Remove(which));

    /// <summary>Counts a request that was answered from here, and what it saved.</summary>
    public void CountHit(CachedAnswer answer)
    {
        Interlocked.Increment(ref hits);
        Interlocked.Add(ref savedNanos, answer.CostNanos ?? 0);
    }

    /// <summary>Counts a request that was not.</summary>
    public void CountMiss() => Interlocked.Increment(ref misses);

    internal void CheckIntegrity() => Array.ForEach(shards, s => s.CheckIntegrity());

    private MemoryShard Shard(CacheKey key) => shards[(int)((uint)key.GetHashCode() >> 28)];
}
