using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Traces.Journal;
using Strata.Traces.Live;
using Strata.Traces.Segments;
using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>
/// The embedded trace store.
/// <code>
/// AppendAsync ─ 1 check ─ 2 lay out ─ 3 append log (group commit) ─ 4 in the log's order: live table ─ 5 answer
///                                         live table full ─► sealed ─► segments of its days ─► manifest ─► log trimmed
/// open ─ manifest ─ its segments ─ the log behind it, again through 4
/// </code>
/// A span is found twice only by (tenant, trace, span) being compared on the way in, so replaying a record changes nothing.
/// </summary>
public sealed class TraceStore : SpanStore
{
    private const int SealedMax = 1;
    private static readonly TimeSpan RoomWait = TimeSpan.FromSeconds(20);

    private readonly TraceStoreOptions options;
    private readonly ITraceWatch watch;
    private readonly TimeProvider time;
    private readonly IAppendLogs logs;
    private readonly SpanRules rules;
    private readonly BlockCache cache;
    private readonly SegmentMill mill;
    private readonly Tidier tidier;
    private readonly Lock applying = new();
    private readonly OrderedLog ordered;
    private readonly SemaphoreSlim work = new(0);
    private readonly CancellationTokenSource stopping = new();
    private volatile StoreState state = new(new LiveTable(), [], []);
    private volatile TaskCompletionSource room = Finished();
    private Manifest manifest = Manifest.Empty;
    private Task milling = Task.CompletedTask;
    private long number = 1;
    private volatile bool opened;
    private volatile bool closed;

    /// <summary>A store that is not open yet: queries find nothing in it, and spans are refused as <see cref="ProblemCode.Unavailable"/>.</summary>
    public TraceStore(TraceStoreOptions options, IAppendLogs logs, ITraceWatch watch, TimeProvider time)
    {
        (this.options, this.logs, this.watch, this.time) = (options, logs, watch, time);
        rules = new SpanRules(options, time);
        cache = new BlockCache(options.CacheBytesMax);
        mill = new SegmentMill(options, cache);
        tidier = new Tidier(options, rules, watch, time, new SegmentMill(options, cache));
        ordered = new OrderedLog(applying, Apply);
    }

    /// <inheritdoc/>
    public override long LiveSpans => state is var now ? now.Live.Rows + now.Sealed.Sum(t => (long)t.Table.Rows) : 0;

    /// <inheritdoc/>
    public override long StoredSpans => state.Segments.Sum(s => (long)s.Segment.Rows);

    /// <inheritdoc/>
    public override long StoredBytes => state.Segments.Sum(s => s.Segment.FileBytes);

    /// <inheritdoc/>
    public override bool IsOpen => opened && !closed;

    /// <inheritdoc/>
    public override int SegmentCount => state.Segments.Count;

    internal override TableSet State => state;

    internal override SpanRules Rules => rules;

    internal override OrderedLog Ordered => ordered;

    internal override bool IsClosed => closed;

    /// <summary>Opens a store: reads its manifest, and brings back from the log what was in memory. The log is the store's own from here on.</summary>
    public static async ValueTask<Result<TraceStore>> OpenAsync(TraceStoreOptions options, IAppendLogs logs, ITraceWatch watch, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new TraceStore(options, logs, watch, time);
        return (await store.OpenAsync(cancellationToken)).Try(out _, out var problem) ? store : problem;
    }

    /// <inheritdoc/>
    public override async ValueTask<Result<Done>> OpenAsync(CancellationToken cancellationToken)
    {
        if (!(await logs.OpenAsync(options.LogName, options.SyncEvery, cancellationToken)).Try(out var held, out var problem))
        {
            return problem;
        }

        try
        {
            if (!StoreFolder.Load(options.Directory, watch, cache).Try(out var loaded, out problem))
            {
                await held.DisposeAsync();
                return problem;
            }

            (manifest, ordered.Log, ordered.Applied, number) = (loaded.Manifest, held, loaded.Manifest.LogThrough, loaded.Manifest.NextNumber);
            state = new StoreState(new LiveTable(), [], loaded.Segments);
            await ReplayAsync(held, cancellationToken);
            milling = Task.Run(() => MillAsync(held), CancellationToken.None);
            opened = true;
            return Done.Value;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            ordered.Log = null;
            await held.DisposeAsync();
            return new Problem(ProblemCode.StorageFailed, $"The trace store in {options.Directory} cannot be opened: {failure.Message}") { Field = options.Directory };
        }
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        lock (applying)
        {
            if (state.Live.Rows > 0)
            {
                Seal();
            }
        }

        while (state.Sealed.Count > 0)
        {
            await room.Task.WaitAsync(cancellationToken);
            await Task.Yield();
        }
    }

    /// <summary>Drops the days that nobody keeps any more, and the oldest beyond the disk's bound. Cheap; to be called now and then.</summary>
    /// <returns>Segments that were dropped.</returns>
    public int DropExpired()
    {
        lock (mill)
        {
            var gone = tidier.Gone(state.Segments);
            Replace(gone, []);
            return gone.Count;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Upkeep> TidyAsync(CancellationToken cancellationToken)
    {
        if (state.Tables.OfType<LiveTable>().Any(tidier.HoldsExpired))
        {
            await FlushAsync(cancellationToken);
        }

        var done = new Upkeep(DropExpired(), 0);
        while (!closed && tidier.Next(state.Segments) is { Count: > 0 } old)
        {
            if (tidier.Rewrite(old, NextNumber, cancellationToken) is { } made)
            {
                lock (mill)
                {
                    Replace(old, made);
                }

                done = done with { Rewritten = done.Rewritten + old.Count };
            }
        }

        return done;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        await stopping.CancelAsync();
        work.Release();
        await milling;
        if (ordered.Log is { } held)
        {
            await held.DisposeAsync();
        }

        stopping.Dispose();
        work.Dispose();
    }

    /// <summary>Waits while the tables that become segments are too many; false where it takes too long.</summary>
    internal override async ValueTask<bool> HasRoomAsync()
    {
        while (state.Sealed.Count >= SealedMax)
        {
            if (ordered.WaitingBytes > options.WaitingBytesMax)
            {
                return false;
            }

            try
            {
                await room.Task.WaitAsync(RoomWait, time);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return ordered.WaitingBytes <= options.WaitingBytesMax;
    }

    private static TaskCompletionSource Finished()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private async Task ReplayAsync(IAppendLog log, CancellationToken cancellationToken)
    {
        var reader = new BatchReader();
        var batch = new SpanBatch();
        await foreach (var record in log.ReadAsync(manifest.LogThrough + 1, cancellationToken))
        {
            ordered.Applied = record.Sequence;
            if (!reader.Read(record.Data, batch).Try(out _, out var problem))
            {
                watch.Damaged($"Record {record.Sequence} of the log '{options.LogName}' is left out: {problem.Message}");
            }
            else
            {
                lock (applying)
                {
                    Apply(new WaitingRecord(batch, 0, batch.Count, null));
                }
            }

            while (state.Sealed.Count > 0)
            {
                await log.TrimAsync(MillOne(), cancellationToken);
            }
        }

        ordered.Applied = Math.Max(ordered.Applied, log.LastSequence);
    }

    private (int Stored, int Duplicates) Apply(WaitingRecord entry)
    {
        var (stored, duplicates) = (0, 0);
        var now = state;
        for (var i = entry.From; i < entry.To; i++)
        {
            if (entry.Refused?.Contains(i) == true)
            {
                continue;
            }

            var span = entry.Batch[i];
            if (!HeldElsewhere(now, span) && now.Live.Add(span))
            {
                stored++;
            }
            else
            {
                duplicates++;
            }
        }

        if (now.Live.Rows >= options.LiveSpansMax || now.Live.Bytes >= options.LiveBytesMax)
        {
            Seal();
        }

        return (stored, duplicates);
    }

    /// <summary>Whether a table that takes no more spans has it. Only those are asked that have spans of that time.</summary>
    private static bool HeldElsewhere(StoreState now, SpanRecord span)
    {
        foreach (var table in now.Sealed)
        {
            if (span.StartNs >= table.Table.Starts.Min && span.StartNs <= table.Table.Starts.Max && table.Table.Holds(span))
            {
                return true;
            }
        }

        for (var i = now.Segments.Count - 1; i >= 0; i--)
        {
            var segment = now.Segments[i].Segment;
            if (span.StartNs >= segment.Starts.Min && span.StartNs <= segment.Starts.Max && segment.Holds(span))
            {
                return true;
            }
        }

        return false;
    }

    private void Seal()
    {
        var now = state;
        state = now with { Live = new LiveTable(), Sealed = [.. now.Sealed, new SealedTable(now.Live, ordered.Applied)] };
        if (room.Task.IsCompleted)
        {
            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        work.Release();
    }

    private async Task MillAsync(IAppendLog log)
    {
        while (true)
        {
            await work.WaitAsync(CancellationToken.None);
            while (state.Sealed.Count > 0 && !stopping.IsCancellationRequested)
            {
                try
                {
                    await log.TrimAsync(MillOne(), CancellationToken.None);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    watch.Failed("A segment of spans could not be written; it is tried again.", failure);
                    await Task.Delay(RetryAfter, time, CancellationToken.None);
                }
            }

            if (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Makes segments of the oldest sealed table and returns up to where the log may be trimmed.</summary>
    private long MillOne()
    {
        lock (mill)
        {
            var oldest = state.Sealed[0];
            var made = mill.Make(oldest.Table, NextNumber);
            var next = new Manifest(oldest.LogThrough, Interlocked.Read(ref number), [.. manifest.Segments, .. made.Select(m => m.Name)]);
            Publish(next, s => s with { Sealed = [.. s.Sealed.Skip(1)], Segments = [.. s.Segments, .. made] });
            return oldest.LogThrough;
        }
    }

    private long NextNumber() => Interlocked.Increment(ref number) - 1;

    /// <summary>Puts segments in the place of others, whose files go. Called under the mill's lock.</summary>
    private void Replace(List<StoredSegment> old, List<StoredSegment> made)
    {
        if (old.Count == 0)
        {
            return;
        }

        var names = old.Select(o => o.Name).ToHashSet();
        var next = manifest with { NextNumber = Interlocked.Read(ref number), Segments = [.. manifest.Segments.Where(n => !names.Contains(n)), .. made.Select(m => m.Name)] };
        Publish(next, s => s with { Segments = [.. s.Segments.Where(g => !names.Contains(g.Name)), .. made] });
        StoreFolder.Delete(options.Directory, old, watch);
    }

    /// <summary>Writes the manifest, then lets queries see what it says.</summary>
    private void Publish(Manifest next, Func<StoreState, StoreState> change)
    {
        StoreFolder.Write(options.Directory, next);
        manifest = next;
        TaskCompletionSource before;
        lock (applying)
        {
            state = change(state);
            before = room;
            if (state.Sealed.Count > 0)
            {
                room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        before.TrySetResult();
    }
}
