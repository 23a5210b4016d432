using Strata.Traces.Columns;
using Strata.Traces.Journal;
using Strata.Traces.Live;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres.Replicas;

/// <summary>
/// This process's picture of the shared store. Every replica applies the same records in the same order, so all have the same live
/// and sealed tables; only what is pending is a replica's own. One caller at a time changes what is shared (the store's turn);
/// appends come in beside, under <see cref="Gate"/>; queries take <see cref="Tables"/>, where a
/// span is once: it leaves the pending tables in the moment in which it is published with the live one.
/// </summary>
internal sealed class Replica(TraceStoreOptions options, ITraceWatch watch)
{
    private const int PendingRows = 16 * 1024;
    private const long PendingBytes = 16L << 20;

    private readonly List<PendingTable> pending = [new PendingTable()];
    private readonly BatchReader reader = new();
    private readonly SpanBatch batch = new();
    private readonly List<SealedTable> full = [];
    private StoredSegment[] segments = [];
    private LiveTable live = new();
    private bool doubled;
    private volatile SharedTables tables = new([], new LiveSlice(new LiveTable(), 0), [], []);

    public Lock Gate { get; } = new();

    public SharedTables Tables => tables;

    /// <summary>The last shared record that was applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>Which list of segments this is.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>Bytes that wait for the database.</summary>
    public long WaitingBytes
    {
        get
        {
            lock (Gate)
            {
                return pending.Sum(p => p.Table.Bytes);
            }
        }
    }

    public bool IsFull => live.Rows >= options.LiveSpansMax || live.Bytes >= options.LiveBytesMax;

    public int LiveRows => live.Rows;

    public IReadOnlyList<SealedTable> Sealed => full;

    public IReadOnlyList<StoredSegment> Segments => segments;

    /// <summary>Every table in memory, also what is not published yet.</summary>
    public IEnumerable<LiveTable> InMemory => tables.Pending.Concat(full.Select(f => f.Table)).Append(live);

    /// <summary>Takes an acknowledged record of the local log. Called under <see cref="Gate"/>.</summary>
    public (int Stored, int Duplicates) Append(WaitingRecord entry, long logSequence)
    {
        var (stored, duplicates) = (0, 0);
        var open = pending[^1];
        for (var i = entry.From; i < entry.To; i++)
        {
            if (entry.Refused?.Contains(i) == true)
            {
                continue;
            }

            var span = entry.Batch[i];
            if (!pending.Exists(p => p != open && p.Table.Holds(span)) && !HeldIfKnown(span) && open.Table.Add(span))
            {
                stored++;
            }
            else
            {
                duplicates++;
            }
        }

        if (open.Table.Rows >= PendingRows || open.Table.Bytes >= PendingBytes)
        {
            Freeze(logSequence);
            Publish();
        }

        return (stored, duplicates);
    }

    /// <summary>The oldest table that waits for the database, which takes no more spans from then on; null where nothing waits.</summary>
    public PendingTable? Oldest(Func<long> logSequence)
    {
        lock (Gate)
        {
            if (pending.Count == 1)
            {
                if (pending[0].Table.Rows == 0)
                {
                    return null;
                }

                Freeze(logSequence());
                Publish();
            }

            return pending[0];
        }
    }

    /// <summary>The spans of a waiting table that the shared store does not have.</summary>
    public SpanBatch Fresh(PendingTable waiting)
    {
        var fresh = new SpanBatch();
        var origins = new Dictionary<int, SpanOrigin>();
        Each(waiting.Table, view =>
        {
            for (var row = 0; row < view.Rows; row++)
            {
                var span = fresh.Add();
                RowReader.Read(view, row, span, withMessages: true);
                var code = view.Codes(Label.Origin)[row];
                span.Origin = origins.TryGetValue(code, out var origin) ? origin : origins[code] = span.Origin; // a record names each object once
                if (Held(span))
                {
                    fresh.RemoveLast();
                }
            }
        });
        return fresh;
    }

    /// <summary>Goes to another list of segments; tables that it holds leave memory.</summary>
    public void Take(long floor, long version, StoredSegment[] next)
    {
        lock (Gate)
        {
            (Version, segments) = (version, next);
            full.RemoveAll(f => f.LogThrough <= floor);
            if (Sequence < floor)
            {
                // Records up to there are in segments and nowhere else; what was applied of them is among those.
                (live, Sequence, doubled) = (new LiveTable(), floor, true);
            }

            Settle(null);
        }
    }

    /// <summary>Applies a shared record; queries see it when <see cref="Settle"/> is called.</summary>
    /// <param name="sequence">Its number; one that was applied is passed over.</param>
    /// <param name="seals">Whether the live table ends before it.</param>
    /// <param name="record">Spans, or nothing.</param>
    /// <param name="own">The waiting table it came from; null for another replica's.</param>
    public void Apply(long sequence, bool seals, ReadOnlyMemory<byte> record, PendingTable? own)
    {
        lock (Gate)
        {
            if (sequence <= Sequence)
            {
                return;
            }

            Sequence = sequence;
            if (seals)
            {
                full.Add(new SealedTable(live, sequence));
                live = new LiveTable();
            }

            if (record.IsEmpty)
            {
                return;
            }

            if (!reader.Read(record, batch).Try(out _, out var problem))
            {
                watch.Damaged($"Record {sequence} of the shared log is left out: {problem.Message}");
                return;
            }

            for (var i = 0; i < batch.Count; i++)
            {
                live.Add(batch[i]);
                doubled |= pending.Exists(p => p != own && p.Table.Rows > 0 && p.Table.Holds(batch[i]));
            }
        }
    }

    /// <summary>Lets queries see what was applied. A span that another replica was faster with leaves what waits here.</summary>
    /// <param name="shipped">A waiting table that the database has now.</param>
    public void Settle(PendingTable? shipped)
    {
        lock (Gate)
        {
            if (shipped is not null)
            {
                pending.Remove(shipped);
            }

            if (doubled)
            {
                pending.ForEach(p => p.Table = Without(p.Table));
                doubled = false;
            }

            Publish();
        }
    }

    private void Freeze(long logSequence)
    {
        pending[^1].LogThrough = logSequence;
        pending.Add(new PendingTable());
    }

    private void Publish() => tables = new SharedTables([.. pending.Select(p => p.Table)], new LiveSlice(live, live.Rows), [.. full], segments);

    private LiveTable Without(LiveTable waiting)
    {
        var (left, span, changed) = (new LiveTable(), new SpanRecord(), false);
        Each(waiting, view =>
        {
            for (var row = 0; row < view.Rows; row++)
            {
                RowReader.Read(view, row, span, withMessages: true);
                changed |= HeldIfKnown(span) || !left.Add(span);
            }
        });
        return changed ? left : waiting;
    }

    private static void Each(LiveTable table, Action<BlockView> visit)
    {
        var view = new BlockView();
        for (int block = 0, blocks = table.Blocks; block < blocks; block++)
        {
            view.MoveTo(table, block);
            visit(view);
        }
    }

    /// <summary>Whether the shared store has the span; where an old segment cannot be reached now the answer is no, and shipping asks again.</summary>
    private bool HeldIfKnown(SpanRecord span)
    {
        try
        {
            return Held(span);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool Held(SpanRecord span)
    {
        if (live.Holds(span) || full.Exists(f => f.Table.Holds(span)))
        {
            return true;
        }

        for (var i = segments.Length - 1; i >= 0; i--)
        {
            var segment = segments[i].Segment;
            if (span.StartNs >= segment.Starts.Min && span.StartNs <= segment.Starts.Max && segment.Holds(span))
            {
                return true;
            }
        }

        return false;
    }
}
