using System.Data;
using System.Data.Common;
using Npgsql;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Traces.Journal;
using Strata.Traces.Postgres.Book;
using Strata.Traces.Postgres.Cache;
using Strata.Traces.Postgres.Replicas;
using Strata.Traces.Segments;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres;

/// <summary>
/// The trace store of several processes, over one PostgreSQL.
/// <code>
/// AppendAsync ─ check ─ local log (group commit) ─ pending table ─ answer
///   a turn, every half second: lock the head ─ apply what others appended ─ take out what is there already
///                              ─ COPY narrow rows + append to the shared log + "shipped up to" ─ commit ─ pending becomes live
///   live table full ─► a record of the shared log seals it, for all ─► one replica makes its segments: chunks + list + floor, one commit
///   queries: pending + live + sealed + segments, whose chunks are fetched when first read
/// </code>
/// All replicas apply the shared log in its one order, so their live tables, seals and answers are the same.
/// </summary>
public sealed partial class SharedSpanStore : SpanStore
{
    private const int SealedMax = 2;
    private static readonly TimeSpan ShipIdleMost = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MillIdleMost = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LastTurn = TimeSpan.FromSeconds(10);

    private readonly SharedTraceOptions options;
    private readonly IDatabase database;
    private readonly IAppendLogs logs;
    private readonly ITraceWatch watch;
    private readonly TimeProvider time;
    private readonly SpanRules rules;
    private readonly Replica replica;
    private readonly OrderedLog ordered;
    private readonly TraceBook book;
    private readonly DayParts days;
    private readonly SegmentCache cache;
    private readonly BlockCache blocks;
    private readonly SegmentMill mill;
    private readonly Tidier tidier;
    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim milling = new(1);
    private readonly CancellationTokenSource stopping = new();
    private Task[] loops = [];
    private string id = "";
    private long awayTicks;
    private volatile bool opened;
    private volatile bool closed;

    /// <summary>A store that is not open yet: queries find nothing in it, and spans are refused as <see cref="ProblemCode.Unavailable"/>.</summary>
    public SharedSpanStore(SharedTraceOptions options, IDatabase database, IAppendLogs logs, ITraceWatch watch, TimeProvider time)
    {
        (this.options, this.database, this.logs, this.watch, this.time) = (options, database, logs, watch, time);
        rules = new SpanRules(options.Store, time);
        replica = new Replica(options.Store, watch);
        ordered = new OrderedLog(replica.Gate, entry => replica.Append(entry, ordered!.Applied));
        book = new TraceBook(database, time);
        days = new DayParts(database, time);
        cache = new SegmentCache(options.Store.Directory, options.CacheBytesMax, Fetch);
        blocks = new BlockCache(options.Store.CacheBytesMax);
        mill = new SegmentMill(options.Store, blocks);
        tidier = new Tidier(options.Store, rules, watch, time, new SegmentMill(options.Store, blocks));
    }

    /// <inheritdoc/>
    public override long LiveSpans => replica.Tables is var now ? now.Pending.Sum(p => (long)p.Rows) + now.Live.Rows + now.Sealed.Sum(s => (long)s.Table.Rows) : 0;

    /// <inheritdoc/>
    public override long StoredSpans => replica.Tables.Segments.Sum(s => (long)s.Segment.Rows);

    /// <inheritdoc/>
    public override long StoredBytes => replica.Tables.Segments.Sum(s => s.Segment.FileBytes);

    /// <inheritdoc/>
    public override int SegmentCount => replica.Tables.Segments.Count;

    /// <inheritdoc/>
    public override bool IsOpen => opened && !closed;

    /// <inheritdoc/>
    public override DateTimeOffset? BehindSince => Interlocked.Read(ref awayTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Bytes of segments on this machine's disk.</summary>
    public long CachedBytes => cache.Bytes;

    /// <summary>Bytes of spans that wait for the database.</summary>
    public long WaitingBytes => replica.WaitingBytes;

    internal override TableSet State => replica.Tables;

    internal override SpanRules Rules => rules;

    internal override OrderedLog Ordered => ordered;

    internal override bool IsClosed => closed;

    /// <summary>Opens a store, see <see cref="OpenAsync(CancellationToken)"/>.</summary>
    public static async ValueTask<Result<SharedSpanStore>> OpenAsync(
        SharedTraceOptions options, IDatabase database, IAppendLogs logs, ITraceWatch watch, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new SharedSpanStore(options, database, logs, watch, time);
        return (await store.OpenAsync(cancellationToken)).Try(out _, out var problem) ? store : problem;
    }

    /// <summary>Opens it, once: brings back what waits in the local log, and waits for the database until the shared store was read.</summary>
    public override async ValueTask<Result<Done>> OpenAsync(CancellationToken cancellationToken)
    {
        if (!(await logs.OpenAsync(options.Store.LogName, options.Store.SyncEvery, cancellationToken)).Try(out var held, out var problem))
        {
            return problem;
        }

        try
        {
            cache.Clear();
            while (!(await GuardedAsync(() => ReadAllAsync(held, cancellationToken), cancellationToken)).IsOk)
            {
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
        catch (Exception failure)
        {
            await held.DisposeAsync();
            if (failure is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                return new Problem(ProblemCode.StorageFailed, $"The trace store in {options.Store.Directory} cannot be opened: {failure.Message}") { Field = options.Store.Directory };
            }

            throw;
        }

        ordered.Log = held;
        loops = [Task.Run(() => RepeatAsync(async token => await SyncAsync(token)), CancellationToken.None), Task.Run(() => RepeatAsync(MillAsync), CancellationToken.None)];
        opened = true;
        return Done.Value;
    }

    /// <summary>Hands over what was acknowledged here, and fetches what others handed over. Where full tables wait to become segments, some of it waits too.</summary>
    public async ValueTask<Result<Done>> SyncAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await GuardedAsync(
                async () =>
                {
                    await LookAsync(cancellationToken);
                    while (replica.Oldest(() => ordered.Applied) is { } waiting && await ShipAsync(waiting, cancellationToken))
                    {
                    }
                },
                cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Closes it. What waits is handed over first where the database answers; else it stays in the log for the next start.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        if (opened)
        {
            using var last = new CancellationTokenSource(LastTurn, time);
            try
            {
                await SyncAsync(last.Token);
            }
            catch (OperationCanceledException)
            {
                // The log has them.
            }

            await ordered.Log!.DisposeAsync();
        }

        stopping.Dispose();
        turn.Dispose();
        milling.Dispose();
    }

    /// <summary>Room in memory, and in what waits for the database.</summary>
    internal override ValueTask<bool> HasRoomAsync() => new(ordered.WaitingBytes <= options.Store.WaitingBytesMax && replica.WaitingBytes <= options.AwayBytesMax);

    /// <summary>Reads everything: the list of segments, the shared log behind them, and of the local log what was not shipped.</summary>
    private async Task ReadAllAsync(IAppendLog log, CancellationToken cancellationToken)
    {
        long through;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            id = ReplicaId.Read(options.Store.Directory);
            through = await TraceBook.ThroughAsync(connection, id, cancellationToken);
            if (through > log.LastSequence)
            {
                // The log that this id spoke of is gone; a new one begins at 1 and needs another name.
                (id, through) = (ReplicaId.Renew(options.Store.Directory), 0);
            }
        }

        await LookAsync(cancellationToken);
        var (reader, batch) = (new BatchReader(), new SpanBatch());
        await foreach (var record in log.ReadAsync(Math.Max(through, ordered.Applied) + 1, cancellationToken))
        {
            lock (replica.Gate)
            {
                ordered.Applied = record.Sequence;
                if (!reader.Read(record.Data, batch).Try(out _, out var problem))
                {
                    watch.Damaged($"Record {record.Sequence} of the log '{options.Store.LogName}' is left out: {problem.Message}");
                }
                else
                {
                    replica.Append(new WaitingRecord(batch, 0, batch.Count, null), record.Sequence);
                }
            }
        }

        ordered.Applied = Math.Max(ordered.Applied, log.LastSequence);
    }

    /// <summary>Applies what the database has and this replica does not, from one snapshot of it.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var head = await TraceBook.HeadAsync(connection, cancellationToken);
        if (head.Seq != replica.Sequence || head.Version != replica.Version)
        {
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await CatchUpAsync(connection, await TraceBook.HeadAsync(connection, cancellationToken), cancellationToken);
        }
    }

    private async Task CatchUpAsync(DbConnection connection, HeadRow head, CancellationToken cancellationToken)
    {
        if (head.Version != replica.Version)
        {
            var known = replica.Segments.ToDictionary(s => s.Name.Number);
            var numbers = await TraceBook.NumbersAsync(connection, cancellationToken);
            var missing = numbers.Where(n => !known.ContainsKey(n)).ToArray();
            foreach (var row in missing.Length == 0 ? [] : await TraceBook.SegmentsAsync(connection, missing, cancellationToken))
            {
                if (Segment.Open(cache.Open(row.Number, (int)row.Day, row.Bytes, row.Pinned), row.Number, blocks).Try(out var segment, out var damage))
                {
                    known.Add(row.Number, new StoredSegment(new SegmentName(row.Number, (int)row.Day), segment));
                }
                else
                {
                    watch.Damaged(damage.Message + " Its spans are left out.");
                }
            }

            replica.Take(head.Floor, head.Version, [.. numbers.Where(known.ContainsKey).Select(n => known[n])]);
            foreach (var gone in known.Keys.Except(numbers))
            {
                cache.Forget(gone);
            }
        }

        try
        {
            if (head.Seq > replica.Sequence)
            {
                await TraceBook.ReadAsync(connection, replica.Sequence, record => replica.Apply(record.Sequence, record.Seals, record.Data, null), cancellationToken);
            }
        }
        finally
        {
            replica.Settle(null);
        }
    }

    /// <summary>Hands a waiting table over: all of it or nothing. False where it has to wait until sealed tables became segments.</summary>
    private async Task<bool> ShipAsync(PendingTable waiting, CancellationToken cancellationToken)
    {
        await days.EnsureAsync(SegmentMill.Days(waiting.Table).Select(d => (long)d), cancellationToken);
        IReadOnlyList<SharedRecord>? shipped;
        try
        {
            shipped = await ShipAsync(waiting, pastKnown: false, cancellationToken);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // A row for SQL is there though the store has no such span: it was sampled out, or its segment is damaged.
            shipped = await ShipAsync(waiting, pastKnown: true, cancellationToken);
        }

        if (shipped is null)
        {
            return false;
        }

        lock (replica.Gate)
        {
            foreach (var record in shipped)
            {
                replica.Apply(record.Sequence, record.Seals, record.Data, waiting);
            }

            replica.Settle(waiting);
        }

        if (ordered.Log is { } log)
        {
            await log.TrimAsync(waiting.LogThrough, cancellationToken);
        }

        return true;
    }

    private ValueTask<IReadOnlyList<SharedRecord>?> ShipAsync(PendingTable waiting, bool pastKnown, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<SharedRecord>?>(
            async (connection, _, token) =>
            {
                var head = await TraceBook.LockAsync(connection, ShipIdleMost, token);
                await CatchUpAsync(connection, head, token);
                if (await TraceBook.ThroughAsync(connection, id, token) >= waiting.LogThrough)
                {
                    return []; // the commit before was heard by the database and not by us
                }

                if (replica.IsFull && replica.Sealed.Count >= SealedMax)
                {
                    return null;
                }

                var spans = replica.Fresh(waiting);
                var records = new List<SharedRecord>();
                var next = head.Seq;
                if (replica.IsFull)
                {
                    records.Add(new SharedRecord(++next, true, default));
                }

                var writer = new BatchWriter();
                for (var from = 0; from < spans.Count;)
                {
                    (var record, from) = writer.Write(spans, from, null);
                    records.Add(new SharedRecord(++next, false, record.ToArray()));
                }

                await SpanRows.WriteAsync(connection, spans, pastKnown, token);
                await TraceBook.AppendAsync(connection, records, token);
                await book.SetThroughAsync(connection, id, waiting.LogThrough, token);
                return records;
            },
            cancellationToken);

    private IReadOnlyList<byte[]> Fetch((long Number, int Day, int From, int To) asked)
    {
        if (BehindSince is { } since)
        {
            throw new IOException($"Spans of this time are in PostgreSQL, which cannot be reached since {since:u}; what is in memory and was read lately is here.");
        }

        try
        {
            // Queries read blocks where they stand and cannot await: a chunk that is missing is fetched once, on another thread.
            return Task.Run(() => book.ChunksAsync(asked, stopping.Token).AsTask()).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException or TimeoutException)
        {
            throw new IOException($"Spans of this time are in PostgreSQL, which cannot be reached: {failure.Message}", failure);
        }
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> work)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                watch.Failed("Spans could not be made into segments in PostgreSQL; it is tried again.", failure);
            }

            await Task.Delay(options.SyncEvery, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs what needs the database, and notes since when it does not answer.</summary>
    private async ValueTask<Result<Done>> GuardedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            Interlocked.Exchange(ref awayTicks, 0);
            return Done.Value;
        }
        catch (Exception failure) when (failure is not InvalidDataException && (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            if (Interlocked.CompareExchange(ref awayTicks, time.GetUtcNow().UtcTicks, 0) == 0)
            {
                watch.Failed("Spans cannot be handed to PostgreSQL, nor those of other replicas be fetched. They wait in the local log; it is tried again.", failure);
            }

            return new Problem(ProblemCode.Unavailable, $"PostgreSQL did not take or give spans: {failure.Message}") { RetryAfter = RetryAfter };
        }
    }
}
