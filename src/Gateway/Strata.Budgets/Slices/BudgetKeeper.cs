using System.Collections.Concurrent;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;

namespace Strata.Budgets.Slices;

/// <summary>
/// Keeps a book in step with the database, behind the requests: reports what was used, leases what may be used, hears of the other
/// processes, and so also carries budgets over a restart. Alone (shared = false) only budgets over more than an hour are kept, and
/// nothing is leased. While the database is away the book goes on with its leases and its share; nothing that was used is forgotten.
/// </summary>
public sealed class BudgetKeeper : IDisposable
{
    /// <summary>How often counts that changed are reported.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(10);
    private const int SlidingSteps = 60;
    private const int BatchMax = 200;
    private const int CorrectionsMax = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CorrectFor = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private static readonly long OverlapMs = (long)TimeSpan.FromSeconds(10).TotalMilliseconds;
    private readonly BudgetBook book;
    private readonly ISliceStore store;
    private readonly ISpendHistory? history;
    private readonly TimeProvider time;
    private readonly string holder;
    private readonly bool shared;
    private readonly SemaphoreSlim wanted = new(0, 1);
    private readonly ConcurrentQueue<Counter> dirty = new();
    private readonly Queue<Counter> uncorrected = new();
    private readonly PriorityQueue<Counter, long> sliding = new();
    private long newsFromMs;
    private long sweepAtMs;
    private long pruneAtMs;

    /// <summary>A keeper of one book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="store">The database.</param>
    /// <param name="process">This process: a name of its own for each start, and whether others share the limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="history">The ledger's sums; null where there are none.</param>
    public BudgetKeeper(BudgetBook book, ISliceStore store, (string Holder, bool Shared) process, TimeProvider time, ISpendHistory? history = null)
    {
        this.book = book;
        this.store = store;
        this.history = history;
        this.time = time;
        (holder, shared) = process;
        book.Counters.Replicas = shared ? 1 : 0;
        book.Counters.SyncWanted = shared ? Want : null;
        book.Counters.Dirty = dirty;
    }

    /// <summary>Raised with what went wrong when the database does not answer.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Whether the last report arrived.</summary>
    public bool IsInStep => !book.Counters.IsAway;

    /// <summary>
    /// Reads the budgets of this installation as they stand, so that the first request meets them. Call it once the rules are set,
    /// before requests are taken.
    /// </summary>
    public ValueTask StartAsync(CancellationToken cancellationToken) => StepAsync(cancellationToken);

    /// <summary>Reports every second, or sooner where a count asks for more, until it is cancelled; then reports once more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await PauseAsync(cancellationToken);
                await StepAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        using var end = new CancellationTokenSource(Patience, time);
        await StepAsync(end.Token);
    }

    /// <summary>One exchange with the database. A database that does not answer is told through <see cref="Failed"/>, not thrown.</summary>
    public async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var clock = new CancellationTokenSource(Patience, time);
        using var linked = clock.Token.Register(static s => ((CancellationTokenSource)s!).Cancel(), patience);
        if (book.Now.MonotonicMs >= sweepAtMs)
        {
            book.Sweep();
            sweepAtMs = book.Now.MonotonicMs + (long)SweepEvery.TotalMilliseconds;
        }

        try
        {
            await ExchangeAsync(patience.Token);
            await CorrectAsync(patience.Token);
            await PruneAsync(patience.Token);
            book.Counters.IsAway = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever kind of database it is, requests must not notice: the root of this loop is the only place to say so.
            book.Counters.IsAway = true;
            Failed?.Invoke(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        book.Counters.SyncWanted = null;
        wanted.Dispose();
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var asleep = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(Interval, time, asleep.Token), wanted.WaitAsync(asleep.Token));
        await asleep.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();

        // Requests that ask at the same time are answered together.
        await Task.Delay(book.Counters.IsAway ? Interval : Breath, time, cancellationToken);
    }

    private void Want()
    {
        if (wanted.CurrentCount == 0)
        {
            try
            {
                wanted.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another request asked in the same moment.
            }
        }
    }

    private async ValueTask PruneAsync(CancellationToken cancellationToken)
    {
        var now = book.Now.MonotonicMs;
        if (now >= pruneAtMs)
        {
            await store.PruneAsync(cancellationToken);
            pruneAtMs = now + (long)PruneEvery.TotalMilliseconds;
        }
    }

    private async ValueTask ExchangeAsync(CancellationToken cancellationToken)
    {
        var wave = dirty.Count;
        do
        {
            var counters = new List<Counter>();
            while (counters.Count < BatchMax && wave > 0 && dirty.TryDequeue(out var counter))
            {
                wave--;
                if (IsInForce(counter))
                {
                    counters.Add(counter);
                }
            }

            if (counters.Count == 0 && !shared && newsFromMs > 0)
            {
                return; // alone and idle: no write, no sync of the disk
            }

            try
            {
                await ReportAsync(counters, cancellationToken);
            }
            catch
            {
                counters.ForEach(Again);
                throw;
            }
        }
        while (wave > 0);
    }

    private async ValueTask ReportAsync(List<Counter> counters, CancellationToken cancellationToken)
    {
        var at = book.Now;
        var reports = counters.Select(c => Report(c, at)).ToArray();
        var exchange = await store.ExchangeAsync(holder, reports, newsFromMs, cancellationToken);
        newsFromMs = shared ? at.UtcMs - OverlapMs : long.MaxValue;
        book.Counters.Replicas = shared ? Math.Max(1, exchange.Replicas) : 0;
        for (var i = 0; i < counters.Count; i++)
        {
            Hear(counters[i], reports[i].Key, exchange.Grants[i].UsedElsewhere, exchange.Grants[i].MayUse);
            if (exchange.Grants[i].UsedElsewhere == 0 && counters[i].IsLong)
            {
                Doubt(counters[i]);
            }
        }

        foreach (var news in exchange.News)
        {
            Learn(news, exchange.Replicas);
        }

        // A lease must be renewed while requests hold of it, and given back when nobody wants it any more.
        for (var i = 0; i < counters.Count; i++)
        {
            if (shared && exchange.Grants[i].Granted > 0)
            {
                Again(counters[i]);
            }
        }
    }

    /// <summary>A count of a rule that was taken away ends with its requests; the same name may stand for another by now.</summary>
    private bool IsInForce(Counter counter) => ReferenceEquals(book.RuleOf(counter.Owner.Source, counter.Owner.Rule.Id), counter.Owner);

    private SliceReport Report(Counter counter, Windows.BookTime now)
    {
        lock (counter.Gate)
        {
            counter.Advance(now);
            var (used, held, want, need) = counter.Report();
            return ReportOf(counter, now) with { Used = used, Held = held, Want = shared ? want : 0, Need = shared ? need : 0 };
        }
    }

    private static SliceReport ReportOf(Counter counter, Windows.BookTime now) => new()
    {
        Key = KeyOf(counter),
        Amount = counter.Rule.Amount,
        Used = 0,
        Held = 0,
        Want = 0,
        Need = 0,
        EndsMs = counter.Rule.Unit == LimitUnit.Parallel ? now.UtcMs + OverlapMs
            : counter.Rule.Window.Kind == WindowKind.Sliding ? now.UtcMs + (long)counter.Rule.Window.Duration.TotalMilliseconds
            : counter.Rule.Window.Bounds(now.UtcMs).End,
        IsSliding = counter.Rule.Window.Kind == WindowKind.Sliding,
        IsLong = counter.IsLong,
    };

    private void Hear(Counter counter, in SliceKey key, long elsewhere, long mayUse)
    {
        lock (counter.Gate)
        {
            counter.Advance(book.Now);
            if (KeyOf(counter) == key)
            {
                counter.Hear(elsewhere, shared ? mayUse : long.MaxValue, book.Now);
            }
        }
    }

    /// <summary>A budget that was used elsewhere, or before this process began.</summary>
    private void Learn(in SliceNews news, int replicas)
    {
        if (Find(news.Key) is not { } counter)
        {
            return;
        }

        lock (counter.Gate)
        {
            var now = book.Now;
            counter.Advance(now);
            if (KeyOf(counter) == news.Key && !counter.IsRetired)
            {
                Doubt(counter);
                var report = ReportOf(counter, now) with { Used = counter.Own, Held = counter.Reserved };
                counter.Learn(news.Others.Used, shared ? news.Others.Grant(report, replicas).MayUse : long.MaxValue, now);
            }
        }
    }

    private Counter? Find(in SliceKey key)
    {
        var (source, id) = (key.Source, key.Rule);
        return book.RuleOf(source, id) is { } rule && (rule.Rule.Scope.IsEvery || rule.Rule.Scope.Id == key.Node) && key.Node != LimitNode.Every
            && rule.Shape == key.Shape
            ? rule.CounterOf(key.Organization, new LimitNode(rule.Rule.Scope.Kind, key.Node), out _)
            : null;
    }

    /// <summary>Notes a budget whose sum may lack what the ledger has of the time before its count was made: once for each count.</summary>
    private void Doubt(Counter counter)
    {
        if (history is not null && !counter.IsDoubted && book.Counters.Replicas <= 1 && uncorrected.Count < CorrectionsMax)
        {
            counter.IsDoubted = true;
            uncorrected.Enqueue(counter);
        }
    }

    /// <summary>Asks the ledger for a while: reports must not wait for it long.</summary>
    private async ValueTask CorrectAsync(CancellationToken cancellationToken)
    {
        if (book.Counters.Replicas > 1)
        {
            // Another process came: its reports are not to be replaced by a ledger that it may be ahead of.
            uncorrected.Clear();
            sliding.Clear();
        }

        var began = time.GetTimestamp();
        while (sliding.TryPeek(out var due, out var at) && at <= book.Now.MonotonicMs)
        {
            sliding.Dequeue();
            uncorrected.Enqueue(due);
        }

        while (history is not null && uncorrected.TryPeek(out var counter) && time.GetElapsedTime(began) < CorrectFor)
        {
            SliceReport report;
            (DateTimeOffset From, DateTimeOffset Until) span;
            lock (counter.Gate)
            {
                var now = book.Now;
                counter.Advance(now);
                report = ReportOf(counter, now);
                span = (DateTimeOffset.FromUnixTimeMilliseconds(counter.Rule.Window.Bounds(now.UtcMs).Start), DateTimeOffset.FromUnixTimeMilliseconds(counter.BornMs));
            }

            var sum = await SumAsync(counter, span, cancellationToken);
            if (sum > 0 || (report.IsSliding && counter.Spent != counter.Own))
            {
                await store.CorrectAsync(holder, report, sum, cancellationToken);
                Again(counter);
            }

            if (report.IsSliding && sum > 0 && IsInForce(counter))
            {
                // What was used before this process leaves the window bit by bit: ask again when a bucket has.
                sliding.Enqueue(counter, book.Now.MonotonicMs + (long)(counter.Rule.Window.Duration / SlidingSteps).TotalMilliseconds);
            }

            uncorrected.Dequeue();
        }
    }

    private ValueTask<long> SumAsync(Counter counter, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken cancellationToken) =>
        span.From < span.Until ? history!.SumAsync(counter.Rule, counter.Organization, counter.Node, span, cancellationToken) : ValueTask.FromResult(0L);

    private static void Again(Counter counter)
    {
        lock (counter.Gate)
        {
            counter.Soil();
        }
    }

    private static SliceKey KeyOf(Counter counter) =>
        new(counter.Owner.Source, counter.Rule.Id, counter.Owner.Shape, counter.Organization, SliceKey.NodeText(counter.Node.Id), counter.WindowStartMs);
}
