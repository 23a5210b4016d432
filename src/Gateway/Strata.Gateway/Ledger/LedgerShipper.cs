using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Gateway.Diagnostics;

namespace Strata.Gateway.Ledger;

/// <summary>
/// Carries rows from the append log into the database, in bulk and behind the requests. Exactly once: rows and the shipped mark
/// commit together, and a row's own id is its primary key. A database that is away is tried again; meanwhile the log grows.
/// </summary>
internal sealed class LedgerShipper : BackgroundService
{
    private const int BatchRows = 1_000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);
    private readonly LedgerLog ledger;
    private readonly LedgerTable table;
    private readonly string mark;
    private readonly TimeProvider time;
    private readonly ILogger<LedgerShipper> logger;
    private readonly SemaphoreSlim shipping = new(1);
    private readonly SemaphoreSlim work = new(0, 1);
    private long shipped = -1;

    /// <param name="ledger">The log.</param>
    /// <param name="table">The database's side.</param>
    /// <param name="node">A name of this machine's log among all that ship to the same database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log for people.</param>
    public LedgerShipper(LedgerLog ledger, LedgerTable table, string node, TimeProvider time, ILogger<LedgerShipper> logger)
    {
        this.ledger = ledger;
        this.table = table;
        this.time = time;
        this.logger = logger;
        mark = $"{LedgerLog.Name}/{node}";
        ledger.Appended += Nudge;
    }

    /// <summary>Ships everything that is durable now.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var log = await ledger.OpenAsync(cancellationToken);
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

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ledger.OpenAsync(cancellationToken); // a damaged log stops the start, not the first request
        Nudge();
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        ledger.Appended -= Nudge;
        shipping.Dispose();
        work.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = RetryMin;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work.WaitAsync(stoppingToken);
                await Task.Delay(Gather, time, stoppingToken);
                await FlushAsync(stoppingToken);
                wait = RetryMin;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.LedgerNotShipped(logger, exception, wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, RetryMax.Ticks));
                Nudge();
            }
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
                Log.LedgerRecordUnreadable(logger, record.Sequence, problem.Message);
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

        await table.ShipAsync(mark, rows, through, cancellationToken);
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
