using System.Data.Common;
using System.Threading.Channels;
using Strata.Caching.Layout;
using Strata.Core.Storage;

namespace Strata.Caching.Shared;

/// <summary>
/// The tier behind memory, in the database: it survives a restart and is common to replicas. Written behind the requests from a
/// bounded queue (what does not fit is not kept); read only after a miss in memory, for a stated time at most, and after failures
/// not at all for a while: a cache must not make a request wait for a database that is away.
/// </summary>
public sealed class SharedCache
{
    private const int QueueMax = 1_024;
    private const int BatchMax = 64;
    private readonly CacheTable table;
    private readonly TimeProvider time;
    private readonly TimeSpan readMax;
    private readonly Channel<(string Key, CachedAnswer Answer)> queue = Channel.CreateBounded<(string, CachedAnswer)>(new BoundedChannelOptions(QueueMax)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    private long restsUntil;

    /// <summary>A tier over a database; a reading takes at most <paramref name="readMax"/>.</summary>
    public SharedCache(IDatabase database, TimeProvider time, TimeSpan readMax)
    {
        table = new CacheTable(database);
        this.time = time;
        this.readMax = readMax;
    }

    /// <summary>An answer that is still good; null where there is none, or the database did not say in time.</summary>
    public async ValueTask<CachedAnswer?> FindAsync(string partition, CacheKey key, CancellationToken cancellationToken)
    {
        if (time.GetTimestamp() < Volatile.Read(ref restsUntil))
        {
            return null;
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), clock, readMax, Timeout.InfiniteTimeSpan);
        try
        {
            var bytes = await table.FindAsync(partition, Name(key), clock.Token);
            return bytes is not null && CachedAnswerLayout.Read(bytes).Try(out var answer, out _) && answer.Partition == partition && answer.ExpiresAt > time.GetUtcNow() ? answer : null;
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref restsUntil, time.GetTimestamp() + (time.TimestampFrequency * 5));
            return null;
        }
    }

    /// <summary>Keeps an answer soon; where the queue is full, not at all.</summary>
    public void Put(CacheKey key, CachedAnswer answer) => queue.Writer.TryWrite((Name(key), answer));

    /// <summary>Forgets answers of partitions that begin so, of one model or of all.</summary>
    public ValueTask<int> RemoveAsync(string partitionPrefix, string? model, CancellationToken cancellationToken) => table.RemoveAsync(partitionPrefix, model, cancellationToken);

    /// <summary>Writes what is queued and removes what has ended, until cancelled.</summary>
    /// <param name="failed">Is told of a write that failed; its answers are not kept.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        var batch = new List<(string Key, CachedAnswer Answer, byte[] Bytes)>(BatchMax);
        var swept = time.GetTimestamp();
        while (await queue.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < BatchMax && queue.Reader.TryRead(out var item))
            {
                batch.Add((item.Key, item.Answer, CachedAnswerLayout.Write(item.Answer)));
            }

            try
            {
                await table.PutAsync([.. batch.DistinctBy(b => b.Key)], cancellationToken);
                if (time.GetElapsedTime(swept) > TimeSpan.FromMinutes(5))
                {
                    swept = time.GetTimestamp();
                    await table.RemoveExpiredAsync(time.GetUtcNow(), cancellationToken);
                }
            }
            catch (DbException exception)
            {
                failed(exception);
            }
        }
    }

    private static string Name(CacheKey key) => Convert.ToHexStringLower(key.ToBytes());
}
