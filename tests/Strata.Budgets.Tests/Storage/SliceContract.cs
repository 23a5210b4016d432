using Strata.Budgets.Rules;
using Strata.Budgets.Slices;
using Strata.Budgets.Storage;
using Strata.Budgets.Tests.Support;

namespace Strata.Budgets.Tests.Storage;

/// <summary>What both databases must do with slices, and what processes that share one do.</summary>
public abstract class SliceContract<TStore> : IAsyncLifetime
    where TStore : TestStore, new()
{
    private static readonly LimitRule Budget = Rule.Of(Rule.Key, LimitUnit.NanoDollars, 1_000, LimitWindow.Calendar(WindowKind.Year));

    internal TStore Store { get; } = new();

    internal SliceStore First { get; private set; } = null!;

    internal SliceStore Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        First = new SliceStore((await Store.OpenAsync()).Database, Store.Time);
        Second = new SliceStore((await Store.OpenAsync()).Database, Store.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_sql_store_answers_as_its_twin_in_memory()
    {
        var twin = new MemorySlices(Store.Time);
        var random = new Random(5);
        for (var step = 0; step < 60; step++)
        {
            var holder = $"r{random.Next(3)}";
            var reports = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(6)).Distinct().Select(i => Report(i, random)).ToArray();
            var since = random.Next(3) == 0 ? long.MaxValue : Store.Time.GetUtcNow().ToUnixTimeMilliseconds() - random.Next(30_000);
            var mine = await First.ExchangeAsync(holder, reports, since, TestTime.Token);
            var other = await twin.ExchangeAsync(holder, reports, since, TestTime.Token);
            Assert.Equal(other.Replicas, mine.Replicas);
            Assert.Equal(other.Grants, mine.Grants);
            Assert.Equal(other.News.OrderBy(n => n.Key.Text), mine.News.OrderBy(n => n.Key.Text));
            if (random.Next(5) == 0)
            {
                var report = Report(random.Next(6), random);
                await First.CorrectAsync(holder, report, 2_000, TestTime.Token);
                await twin.CorrectAsync(holder, report, 2_000, TestTime.Token);
            }

            Store.Time.Advance(TimeSpan.FromSeconds(random.Next(9)));
        }
    }

    [Fact]
    public async Task Of_what_is_free_no_two_processes_are_granted_the_same()
    {
        var report = Report(1, new Random(1)) with { Amount = 1_000, Used = 0, Held = 0, Want = 0, Need = 100 };
        var granted = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
            (await (i % 2 == 0 ? First : Second).ExchangeAsync($"p{i}", [report], long.MaxValue, TestTime.Token)).Grants[0].Granted)));
        Assert.Equal(1_000, granted.Sum());
    }

    [Fact]
    public async Task A_yearly_budget_survives_processes_and_what_the_dead_used_is_folded_into_one_row()
    {
        for (var i = 0; i < 3; i++)
        {
            using var process = new Replica(($"p{i}", false), First, Store.Time, null, Budget);
            await process.Keeper.StartAsync(TestTime.Token);
            Assert.True(process.TryUse(300));
            await process.SyncAsync();
            Assert.True(process.Keeper.IsInStep);
        }

        Store.Time.Advance(TimeSpan.FromHours(2));
        await Second.PruneAsync(TestTime.Token);
        await Second.PruneAsync(TestTime.Token);
        using var last = new Replica(("last", false), Second, Store.Time, null, Budget);
        await last.Keeper.StartAsync(TestTime.Token);
        Assert.False(last.TryUse(101));
        Assert.True(last.TryUse(100));
    }

    [Fact]
    public async Task A_name_that_no_database_takes_is_counted_all_the_same()
    {
        var each = Rule.Of(LimitNode.Each(NodeKind.EndUser), LimitUnit.NanoDollars, 1_000, LimitWindow.Total);
        LimitNode evil = new(NodeKind.EndUser, "a\0b\ud800"), end = new(NodeKind.EndUser, "'; DROP TABLE budget_counts; --");
        using var process = new Replica(("one", false), First, Store.Time, null, each);
        Assert.True(process.TryUse(400, evil, end));
        await process.SyncAsync();
        Assert.True(process.Keeper.IsInStep);

        using var next = new Replica(("two", false), Second, Store.Time, null, each);
        await next.Keeper.StartAsync(TestTime.Token);
        Assert.True(next.TryUse(1, evil));
        await next.SyncAsync();
        Assert.False(next.TryUse(601, end));
        Assert.False(next.TryUse(600, evil));
        Assert.True(next.TryUse(599, evil));
    }

    [Fact]
    public async Task Five_hundred_parallel_calls_on_two_processes_overrun_a_budget_for_a_hundred_by_less_than_a_slice_each()
    {
        using var a = new Replica("a", First, Store.Time, Budget);
        using var b = new Replica("b", Second, Store.Time, Budget);
        await a.SyncAsync();
        await b.SyncAsync();
        var admitted = 0;
        for (var wave = 0; wave < 10; wave++)
        {
            Parallel.For(0, 50, i => Interlocked.Add(ref admitted, (i % 3 == 0 ? a : b).TryUse(10) ? 1 : 0));
            await Task.WhenAll(a.SyncAsync().AsTask(), b.SyncAsync().AsTask());
        }

        Assert.True(a.Keeper.IsInStep && b.Keeper.IsInStep);
        Assert.InRange(admitted, 90, 115);
    }

    private SliceReport Report(int i, Random random) => new()
    {
        Key = new SliceKey("test", $"rule{i}", "dollars/month", "org", "node", i % 2 == 0 ? 0 : 1_767_225_600_000),
        Amount = 1_000,
        Used = random.Next(400),
        Held = random.Next(100),
        Want = random.Next(200),
        Need = random.Next(3) == 0 ? random.Next(300) : 0,
        EndsMs = i % 2 == 0 ? Store.Time.GetUtcNow().ToUnixTimeMilliseconds() + 15_000 : long.MaxValue,
        IsSliding = i % 2 == 0,
        IsLong = i % 2 != 0,
    };
}
