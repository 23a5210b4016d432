using Strata.Core.Storage;
using Strata.Ledger.Journal;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;

namespace Strata.Ledger;

/// <summary>
/// Carries rows from the append log into the database, in bulk and behind the requests. Exactly once: rows and the shipped mark
/// commit together, and a row's own id is its primary key. A database that is away is tried again; meanwhile the log grows.
/// </summary>
public sealed class LedgerShipper : IDisposable
{
    private const int BatchRows = 1_000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CloseEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);
    private readonly LedgerLog ledger;
    private readonly LedgerTable table;
    private readonly string mark;
    private readonly TimeProvider time;
    private readonly ILedgerWatch watch;
    private readonly SemaphoreSlim shipping = new(1);
    private readonly SemaphoreSlim work = new(0, 1);
    private long shipped = -1;
    private long closed;

    /// <summary>A shipper from one log to one database; it does nothing until <see cref="RunAsync"/> or a flush.</summary>
    /// <param name="ledger">The log.</param>
    /// <param name="database">Where the rows go; its schema is <see cref="LedgerMigrations.All"/>.</param>
    /// <param name="node">A name of this machine's log among all that ship to the same database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Told of what a person should know.</param>
    public LedgerShipper(LedgerLog ledger, IDatabase database, string node, TimeProvider time, ILedgerWatch watch)
    {
        this.ledger = ledger;
        table = new LedgerTable(database);
        this.time = time;
        this.watch = watch;
        mark = $"{LedgerLog.Name}/{node}";
        closed = time.GetTimestamp();
        ledger.Appended += Nudge;
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Rows that are durable on this machine and not known to be in the database.</summary>
    public long Waiting => ledger.LastSequence - Math.Max(0, Volatile.Read(ref shipped));

    /// <summary>Ships everything that is durable now.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var log = await ledger.OpenAsync(cancellationToken);
        try
        {
            await log.SyncAsync(cancellationToken);
        }
        catch (IOException)
        {
            // appends say so themselves; what is on disk is shipped
        }

        if (Volatile.Read(ref shipped) >= log.LastSequence)
        {
            return;
        }

        await shipping.WaitAsync(cancellationToken);
        try
        {
            var end = log.LastSequence;
            while (await ShippedAsync(log, cancellationToken) < end)
            {
                await ShipBatchAsync(log, cancellationToken);
            }
        }
        finally
        {
            shipping.Release();
        }
    }

    /// <summary>Opens the log, so that a damaged one stops the start and not the first request, and ships what an earlier process left.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await ledger.OpenAsync(cancellationToken);
        Nudge();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ledger.Appended -= Nudge;
        shipping.Dispose();
        work.Dispose();
    }

    /// <summary>Ships until it is told to stop. A failure is waited out, twice as long each time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wait = RetryMin;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work.WaitAsync(cancellationToken);
                await Task.Delay(Gather, time, cancellationToken);
                await FlushAsync(cancellationToken);
                await CloseHoursAsync(cancellationToken);
                wait = RetryMin;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                watch.NotShipped(exception, wait);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, RetryMax.Ticks));
                Nudge();
            }
        }
    }

    /// <summary>Sums the hours that are over, about once a minute; readers do the same where nobody ships.</summary>
    private async ValueTask CloseHoursAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(closed) >= CloseEvery)
        {
            await table.CloseHoursAsync(time.GetUtcNow(), cancellationToken);
            closed = time.GetTimestamp();
        }
    }

    private async ValueTask<long> ShippedAsync(IAppendLog log, CancellationToken cancellationToken)
    {
        if (shipped < 0)
        {
            // A mark beyond the log's end means that the log was replaced: start over, ids keep rows single.
            var known = await table.ShippedAsync(mark, cancellationToken);
            Volatile.Write(ref shipped, known > log.LastSequence ? 0 : known);
        }

        return shipped;
    }

    private async ValueTask ShipBatchAsync(IAppendLog log, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        var through = shipped;
        await foreach (var record in log.ReadAsync(shipped + 1, cancellationToken))
        {
            through = record.Sequence;
            if (LedgerRowLayout.Read(record.Data.Span).Try(out var row, out var problem))
            {
                rows.Add(row);
            }
            else
            {
                watch.Unreadable(record.Sequence, problem.Message);
            }

            if (rows.Count >= BatchRows)
            {
                break;
            }
        }

        if (through == shipped)
        {
            throw new InvalidDataException($"The ledger's log holds no record after {shipped}, although it ends at {log.LastSequence}.");
        }

        foreach (var (deployment, version) in await table.ShipAsync(mark, rows, through, cancellationToken))
        {
            watch.Unpriced(deployment, version);
        }

        Volatile.Write(ref shipped, through);
        await log.TrimAsync(through, cancellationToken);
    }

    private void Nudge()
    {
        if (work.CurrentCount == 0)
        {
            try
            {
                work.Release();
            }
            catch (SemaphoreFullException)
            {
                // another append was first: the shipper is awake already
            }
        }
    }
}
