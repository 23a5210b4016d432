using Strata.Budgets.Slices;

namespace Strata.Budgets.Tests.Support;

/// <summary>A database of slices that can be taken away; the twin of the one in SQL.</summary>
internal sealed class MemorySlices(TimeProvider time) : ISliceStore
{
    private const long LeaseMs = 10_000;
    private readonly Lock gate = new();
    private readonly Dictionary<(SliceKey Key, string Holder), (long Used, long Granted, long Lease, long Seen, long Ends, bool IsLong)> rows = [];
    private readonly Dictionary<string, long> replicas = [];

    public bool IsAway { get; set; }

    public int Pruned { get; private set; }

    /// <summary>The largest lease beyond what was held: the slice in which limits may be overrun.</summary>
    public long LargestSlice { get; private set; }

    public ValueTask<SliceExchange> ExchangeAsync(string holder, IReadOnlyList<SliceReport> reports, long sinceMs, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Assert.Distinct(reports.Select(r => r.Key.Text));
            var now = Now;
            replicas[holder] = now;
            var alive = replicas.Count(r => r.Value > now - LeaseMs);
            var grants = new List<SliceGrant>();
            foreach (var report in reports)
            {
                var grant = Others(report.Key, holder, now).Grant(report, alive);
                LargestSlice = Math.Max(LargestSlice, grant.Granted - report.Held);
                rows[(report.Key, holder)] = (report.Used, grant.Granted, now + LeaseMs, now, report.EndsMs, report.IsLong);
                grants.Add(grant);
            }

            var news = rows.Where(r => r.Value.IsLong && r.Key.Holder != holder && r.Value.Seen >= sinceMs && r.Value.Ends > now).Select(r => r.Key.Key).Distinct();
            return ValueTask.FromResult(new SliceExchange(alive, grants, [.. news.Select(k => new SliceNews(k, Others(k, holder, now)))]));
        }
    }

    public ValueTask CorrectAsync(string holder, SliceReport report, long usedByLedger, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = Now;
            foreach (var row in rows.Keys.Where(r => r.Key == report.Key && (r.Holder == "ledger" || (report.IsSliding && r.Holder != holder))).ToArray())
            {
                rows.Remove(row);
            }

            rows[(report.Key, "ledger")] = (Math.Max(0, usedByLedger - Others(report.Key, holder, now).Used), 0, 0, now, report.EndsMs, report.IsLong);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask PruneAsync(CancellationToken cancellationToken)
    {
        Pruned++;
        return ValueTask.CompletedTask;
    }

    private long Now => IsAway ? throw new IOException("the database is away") : time.GetUtcNow().ToUnixTimeMilliseconds();

    private SliceSums Others(SliceKey key, string holder, long now)
    {
        var others = rows.Where(r => r.Key.Key == key && r.Key.Holder != holder && r.Value.Ends > now).ToArray();
        return new SliceSums(others.Sum(r => r.Value.Used), others.Where(r => r.Value.Lease > now).Sum(r => r.Value.Granted));
    }
}
