using Strata.Traces.Postgres.Book;
using Strata.Traces.Postgres.Cache;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres;

/// <summary>From memory to segments, and what becomes of segments later. Each change is one commit that all replicas see whole.</summary>
public sealed partial class SharedSpanStore
{
    private static readonly TimeSpan OthersMill = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        long? through = null;
        while (through is null)
        {
            if (!(await SyncAsync(cancellationToken)).Try(out _, out var problem))
            {
                throw new IOException(problem.Message);
            }

            through = await SealAsync(cancellationToken);
            if (through is null)
            {
                await MillAsync(cancellationToken);
            }
        }

        while (replica.Tables.Sealed.Any(s => s.LogThrough <= through))
        {
            await MillAsync(cancellationToken);
            if (replica.Tables.Sealed.Any(s => s.LogThrough <= through))
            {
                await Task.Delay(OthersMill, time, cancellationToken); // another replica is at it
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Upkeep> TidyAsync(CancellationToken cancellationToken)
    {
        if (replica.InMemory.Any(tidier.HoldsExpired))
        {
            await FlushAsync(cancellationToken);
        }

        var gone = tidier.Gone(replica.Tables.Segments);
        var done = new Upkeep(gone.Count > 0 && await ReplaceAsync(gone, [], cancellationToken) ? gone.Count : 0, 0);
        while (!closed && tidier.Next(replica.Tables.Segments) is { Count: > 0 } old)
        {
            var numbers = await book.TakeNumbersAsync((int)(old.Sum(o => (long)o.Segment.Rows) / options.Store.LiveSpansMax) + 16, cancellationToken);
            if (tidier.Rewrite(old, numbers.Dequeue, cancellationToken) is { } made)
            {
                if (!await ReplaceAsync(old, made, cancellationToken))
                {
                    break; // another replica was faster: the next time sees its list
                }

                done = done with { Rewritten = done.Rewritten + old.Count };
            }
        }

        var kept = await book.PurgeAsync(cancellationToken);
        foreach (var table in replica.InMemory.Where(t => t.Rows > 0))
        {
            kept = Math.Min(kept ?? long.MaxValue, table.Starts.Min / SegmentName.DayNs);
        }

        await days.DropBeforeAsync(Math.Min(kept ?? long.MaxValue, SpanRules.Nanoseconds(time.GetUtcNow()) / SegmentName.DayNs), cancellationToken);
        return done;
    }

    /// <summary>Ends the live table though it is not full. Returns the record behind which nothing of before is live; null where too much is sealed already.</summary>
    private async Task<long?> SealAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var made = await database.WriteAsync(
                async (connection, _, token) =>
                {
                    var head = await TraceBook.LockAsync(connection, ShipIdleMost, token);
                    await CatchUpAsync(connection, head, token);
                    List<SharedRecord> seal = replica.LiveRows > 0 && replica.Sealed.Count < SealedMax ? [new SharedRecord(head.Seq + 1, true, default)] : [];
                    await TraceBook.AppendAsync(connection, seal, token);
                    return seal;
                },
                cancellationToken);
            made.ForEach(seal => replica.Apply(seal.Sequence, seals: true, default, null));
            replica.Settle(null);
            return replica.LiveRows == 0 ? replica.Sequence : null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Makes segments of the oldest sealed table, where no other replica does; its chunks, the list and the log's floor change in one commit.</summary>
    private async Task MillAsync(CancellationToken cancellationToken)
    {
        await milling.WaitAsync(cancellationToken);
        try
        {
            while (BehindSince is null && replica.Tables.Sealed is [var oldest, ..])
            {
                var numbers = await book.TakeNumbersAsync(SegmentMill.Days(oldest.Table).Select(d => (long)d).Count(), cancellationToken);
                await days.EnsureAsync(SegmentMill.Days(oldest.Table).Select(d => (long)d), cancellationToken);
                List<StoredSegment> made = [];
                var done = false;
                try
                {
                    done = await database.WriteAsync(
                        async (connection, _, token) =>
                        {
                            if (!await TraceBook.TryMillAsync(connection, MillIdleMost, token) || (await TraceBook.HeadAsync(connection, token)).Floor >= oldest.LogThrough)
                            {
                                return false;
                            }

                            made = mill.Make(oldest.Table, numbers.Dequeue);
                            foreach (var segment in made)
                            {
                                await TraceBook.AddAsync(connection, segment, token);
                            }

                            await TraceBook.LockAsync(connection, MillIdleMost, token);
                            await TraceBook.ChangedAsync(connection, oldest.LogThrough, token);
                            return true;
                        },
                        cancellationToken);
                }
                finally
                {
                    Keep(made, done);
                }

                if (!(await SyncAsync(cancellationToken)).IsOk || !done)
                {
                    return;
                }
            }
        }
        finally
        {
            milling.Release();
        }
    }

    /// <summary>Puts segments in the place of others for all replicas; false where another replica changed one of them first.</summary>
    private async Task<bool> ReplaceAsync(List<StoredSegment> old, List<StoredSegment> made, CancellationToken cancellationToken)
    {
        await days.EnsureAsync(made.Select(m => (long)m.Name.Day).Distinct(), cancellationToken);
        var letGo = old.SelectMany(o => Tidier.Tenants(o).Select(t => (Tenant: t, o.Name.Day))).Except(made.SelectMany(m => Tidier.Tenants(m).Select(t => (Tenant: t, m.Name.Day)))).Distinct().ToArray();
        var done = await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                await TraceBook.LockAsync(connection, MillIdleMost, token);
                if (!await book.RemoveAsync(connection, [.. old.Select(o => o.Name.Number)], token))
                {
                    await transaction.RollbackAsync(token);
                    return false;
                }

                foreach (var segment in made)
                {
                    await TraceBook.AddAsync(connection, segment, token);
                }

                foreach (var (tenant, day) in letGo)
                {
                    await TraceBook.ForgetAsync(connection, tenant, day, token);
                }

                await TraceBook.ChangedAsync(connection, null, token);
                return true;
            },
            cancellationToken);
        Keep(made, done);
        return (await SyncAsync(cancellationToken)).IsOk && done;
    }

    /// <summary>Segments that were made here need not be fetched; the files of those that did not come into the list go.</summary>
    private void Keep(List<StoredSegment> made, bool listed)
    {
        if (!listed)
        {
            StoreFolder.Delete(options.Store.Directory, made, watch);
            return;
        }

        foreach (var segment in made)
        {
            cache.Open(segment.Name.Number, segment.Name.Day, segment.Segment.FileBytes, PinnedParts.Write(segment.Segment)).Adopt(segment.Name.PathIn(options.Store.Directory));
        }
    }
}
