using System.Threading.Channels;
using Strata.Caching.Layout;
using Strata.Caching.Options;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Caching.Shared;

/// <summary>
/// The tier behind memory, in the database: it survives a restart and is common to replicas. Written behind the requests from a queue
/// bounded in answers and bytes (what does not fit is not kept); read only after a miss in memory, for a stated time at most, and after
/// a failure not at all for a while: a cache must not make a request wait for a database that is away, let alone fail it.
/// </summary>
/// <param name="database">Where answers are kept.</param>
/// <param name="feed">Tells other processes what was forgotten.</param>
/// <param name="options">The options in force.</param>
/// <param name="time">The clock.</param>
public sealed class SharedCache(IDatabase database, IChangeFeed feed, Func<CacheOptions> options, TimeProvider time) : IDisposable
{
    private const string Topic = "cache";
    private const int QueueMax = 1_024;
    private const long QueueBytesMax = 32 << 20;
    private const int BatchMax = 64;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private readonly CacheTable table = new(database);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Channel<(CacheKey Key, CachedAnswer Answer)> queue = Channel.CreateBounded<(CacheKey, CachedAnswer)>(QueueMax);
    private long queuedBytes;
    private long restsUntil;
    private long sweptAt = time.GetTimestamp();

    private bool IsOn => options().DatabaseBytes > 0;

    /// <summary>An answer that is still good; null where there is none, or the database did not say in time.</summary>
    public async ValueTask<CachedAnswer?> FindAsync(string partition, CacheKey key, CancellationToken cancellationToken)
    {
        if (!IsOn || time.GetTimestamp() < Volatile.Read(ref restsUntil))
        {
            return null;
        }

        using var late = new CancellationTokenSource(options().DatabaseWait, time);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Task<byte[]?>? reading = null;
        try
        {
            reading = table.FindAsync(partition, Name(key), clock.Token).AsTask();
            var bytes = await reading.WaitAsync(clock.Token);
            return bytes is not null && CachedAnswerLayout.Read(bytes).Try(out var answer, out _) && answer.Partition == partition && answer.ExpiresAt > time.GetUtcNow() ? answer : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Away or late is a miss. What still runs in there ends by itself; nobody waits for it, and its failure is this one.
            _ = reading?.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            Volatile.Write(ref restsUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
            return null;
        }
    }

    /// <summary>Keeps an answer soon; where the queue is full, not at all.</summary>
    public void Put(CacheKey key, CachedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!IsOn)
        {
            return;
        }

        var size = answer.SizeBytes;
        if (Interlocked.Add(ref queuedBytes, size) > QueueBytesMax || !queue.Writer.TryWrite((key, answer)))
        {
            Interlocked.Add(ref queuedBytes, -size);
        }
    }

    /// <summary>Forgets answers of partitions that begin so, of one model or of all: those that wait to be kept too, and in the memory of other processes.</summary>
    public async ValueTask<Result<int>> RemoveAsync(string partitionPrefix, string? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionPrefix);
        await writing.WaitAsync(cancellationToken);
        try
        {
            var waiting = new List<(CacheKey Key, CachedAnswer Answer)>();
            while (queue.Reader.TryRead(out var item))
            {
                Interlocked.Add(ref queuedBytes, -item.Answer.SizeBytes);
                waiting.Add(item);
            }

            foreach (var (key, answer) in waiting.Where(w => !w.Answer.IsIn(partitionPrefix, model)))
            {
                Put(key, answer);
            }

            var gone = await table.RemoveAsync(partitionPrefix, model, cancellationToken);
            await feed.PublishAsync(Topic, $"{partitionPrefix}\n{model}", cancellationToken);
            return gone;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Problem(ProblemCode.Unavailable, "This process has forgotten the answers, but the database cannot be reached: it still holds them. Purge again when it is back.");
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Writes what is queued and removes what has ended or is too much, until cancelled.</summary>
    /// <param name="failed">Is told of a write that failed; its answers are not kept.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failed);
        while (await queue.Reader.WaitToReadAsync(cancellationToken))
        {
            await writing.WaitAsync(cancellationToken);
            try
            {
                await WriteAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed(exception);
            }
            finally
            {
                writing.Release();
            }

            if (time.GetTimestamp() < Volatile.Read(ref restsUntil))
            {
                await Task.Delay(Rest, time, cancellationToken);
            }
        }
    }

    /// <summary>Hears what other processes forget, until cancelled.</summary>
    /// <param name="forget">Is told the partitions' beginning and the model; an empty beginning where something may have been missed: all of it.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task FollowAsync(Action<string, string?> forget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forget);
        await foreach (var payload in feed.ListenAsync(Topic, cancellationToken))
        {
            var at = payload.IndexOf('\n', StringComparison.Ordinal);
            forget(at < 0 ? "" : payload[..at], at < 0 || at == payload.Length - 1 ? null : payload[(at + 1)..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    private async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        var batch = new Dictionary<CacheKey, CachedAnswer>(BatchMax);
        while (batch.Count < BatchMax && queue.Reader.TryRead(out var item))
        {
            Interlocked.Add(ref queuedBytes, -item.Answer.SizeBytes);
            batch[item.Key] = item.Answer;
        }

        try
        {
            await table.PutAsync([.. batch.Select(b => (Name(b.Key), b.Value, CachedAnswerLayout.Write(b.Value)))], cancellationToken);
            if (time.GetElapsedTime(sweptAt) > SweepEvery)
            {
                sweptAt = time.GetTimestamp();
                await SweepAsync(cancellationToken);
            }
        }
        catch
        {
            Volatile.Write(ref restsUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
            throw;
        }
    }

    internal async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        await table.RemoveExpiredAsync(time.GetUtcNow(), cancellationToken);
        await table.ShrinkAsync(options().DatabaseBytes, cancellationToken);
    }

    private static string Name(CacheKey key) => Convert.ToHexStringLower(key.ToBytes());
}
