using Strata.Traces.Queries;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Storage;

public sealed class TidyTests
{
    [Fact]
    public async Task Small_segments_of_past_days_become_one_and_nothing_changes_for_who_asks()
    {
        var most = 200;
        await using var store = new TestStore { Change = o => o with { LiveSpansMax = most } };
        await store.OpenAsync();
        await store.FillAsync(6, 2_000);
        await store.Store.FlushAsync(default);
        var (many, before) = (store.Store.SegmentCount, await SumsAsync(store));
        await store.CloseAsync();
        most = 20_000;
        await store.OpenAsync();
        var done = await store.Store.TidyAsync(default);
        Assert.Equal((0, many), done is { Dropped: var dropped, Rewritten: var rewritten } ? (dropped, rewritten) : default);
        Assert.InRange(store.Store.SegmentCount, 1, 4);
        Assert.Equal(store.Store.SegmentCount, Directory.GetFiles(store.TracesFolder, "*.seg", SearchOption.AllDirectories).Length);
        await CheckAsync(store, before);
        await store.CloseAsync();
        await store.OpenAsync();
        Assert.Equal(default, await store.Store.TidyAsync(default));
        await CheckAsync(store, before);
        Assert.Empty(store.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_tenant_no_longer_keeps_leaves_the_days_that_others_keep(bool shared)
    {
        var days = 0;
        await using var store = await TestStore.MakeAsync(shared, o => o with { RetentionOf = t => t == RandomSpans.Tenants[2] ? days : 0 });
        await store.OpenAsync();
        await store.FillAsync(7, 3_000);
        var before = await SumsAsync(store);
        days = 1;
        await store.Store.TidyAsync(default); // what is in memory goes too
        await store.SyncAsync();
        var gone = store.Put.Count(s => s.Tenant == RandomSpans.Tenants[2] && ((s.StartNs / RandomSpans.Day) + 1) * RandomSpans.Day <= TestStore.Ns(TestStore.Now) - RandomSpans.Day);
        Assert.True(gone > 100);
        Assert.Equal(store.Put.Count - gone, store.Store.StoredSpans);
        Assert.Equal(before[..2], (await SumsAsync(store))[..2]);
        days = 0;
        var left = (await SumsAsync(store))[2];
        Assert.Equal(store.Put.Count(s => s.Tenant == RandomSpans.Tenants[2]) - gone, left.Spans);
        Assert.Empty(store.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Beyond_the_disks_bound_the_oldest_days_go(bool shared)
    {
        var bytes = 0L;
        await using var store = await TestStore.MakeAsync(shared, o => o with { DiskBytesMax = bytes });
        await store.OpenAsync();
        await store.FillAsync(8, 3_000);
        await store.Store.FlushAsync(default);
        bytes = store.Store.StoredBytes - 1;
        await store.CloseAsync();
        await store.OpenAsync();
        Assert.True((await store.Store.TidyAsync(default)).Dropped > 0);
        await store.SyncAsync();
        Assert.InRange(store.Store.StoredBytes, 1, bytes);
        var oldest = store.Put.Min(s => s.StartNs) / RandomSpans.Day;
        var left = (await store.Reader.SpansAsync(new TraceScope(RandomSpans.Tenants[0]), new Strata.Traces.Queries.Lists.SpanQuery { Limit = 1000 }, default)).Value;
        Assert.All(left.Rows, row => Assert.True(row.StartNs / RandomSpans.Day > oldest));
    }

    private static async Task CheckAsync(TestStore store, (long Spans, long Cost)[] before)
    {
        Assert.Equal(before, await SumsAsync(store));
        foreach (var span in store.Put.Where((_, i) => i % 37 == 0))
        {
            var found = store.Reader.Find(new TraceScope(span.Tenant), span.TraceId, (0, 100), withMessages: true).Value!.Spans.Single(s => s.SpanId == span.SpanId);
            Assert.Equal(span.Messages.Select(m => Convert.ToHexString(m.Body.Span)), found.Messages.Select(m => Convert.ToHexString(m.Body.Span)));
            Assert.Equal(Convert.ToHexString(span.Attributes.Bytes), Convert.ToHexString(found.Attributes.Bytes));
        }
    }

    private static async Task<(long Spans, long Cost)[]> SumsAsync(TestStore store)
    {
        var sums = new List<(long, long)>();
        foreach (var tenant in RandomSpans.Tenants)
        {
            var all = (await store.Reader.AggregateAsync(new TraceScope(tenant), new AggregateQuery { Range = TimeRange.All }, default)).Value;
            sums.Add(all.Groups is [var group] ? (group.Cells[0]!.Spans, group.Cells[0]!.CostNanos) : default);
        }

        return [.. sums];
    }
}
