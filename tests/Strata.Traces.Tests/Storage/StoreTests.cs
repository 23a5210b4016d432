using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Spans;
using Strata.Traces.Storage;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Storage;

public sealed class StoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_of_it_is_there_once_after_a_restart_and_after_sending_everything_again(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared);
        await store.OpenAsync();
        await store.FillAsync(3, 5_000);
        var before = await CountsAsync(store);
        Assert.Equal(store.Put.Count, before.Values.Sum());
        await store.CloseAsync();
        await store.OpenAsync();
        Assert.Equal(before, await CountsAsync(store));

        var again = new SpanBatch();
        foreach (var span in store.Put.Take(2_000).Concat(store.Put.TakeLast(500)))
        {
            Fill(again.Add(), span);
        }

        var outcome = (await store.Store.AppendAsync(again, default)).Value;
        Assert.Equal((0, again.Count), (outcome.Stored, outcome.Duplicates));
        Assert.Equal(before, await CountsAsync(store));
        await store.Store.FlushAsync(default);
        await store.SyncAsync();
        Assert.Equal(0, store.Store.LiveSpans);
        Assert.Equal(before, await CountsAsync(store));
        Assert.Empty(store.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Spans_that_cannot_be_stored_are_named_and_the_others_are_kept(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared, o => o with { RetentionDays = 30 });
        await store.OpenAsync();
        var batch = new SpanBatch();
        Action<SpanRecord>[] spoils =
        [
            _ => { }, s => s.TraceId = 0, s => s.SpanId = 0, s => s.Tenant = default,
            s => s.StartNs = TestStore.Ns(TestStore.Now.AddDays(-31)), s => s.StartNs = TestStore.Ns(TestStore.Now.AddDays(2)), _ => { },
        ];
        foreach (var spoil in spoils)
        {
            var span = batch.Add();
            (span.Tenant, span.TraceId, span.SpanId, span.StartNs) = (RandomSpans.Tenants[0], 5, (ulong)batch.Count, TestStore.Ns(TestStore.Now));
            spoil(span);
        }

        var outcome = (await store.Store.AppendAsync(batch, default)).Value;
        await store.SyncAsync();
        Assert.Equal((2, 0, 5), (outcome.Stored, outcome.Duplicates, outcome.Rejected));
        Assert.Contains("trace id", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(2, store.Reader.Find(new TraceScope(RandomSpans.Tenants[0]), 5, (0, 10), withMessages: false).Value!.Total);
    }

    [Fact]
    public async Task Callers_at_once_share_commits_and_lose_nothing()
    {
        await using var store = new TestStore();
        await store.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(async () =>
        {
            var spans = new RandomSpans(100 + lane);
            var batch = new SpanBatch();
            for (var i = 0; i < 60; i++)
            {
                batch.Clear();
                for (var trace = 0; trace < 5; trace++)
                {
                    spans.AddTrace(batch, TestStore.Ns(TestStore.Now) - (3 * RandomSpans.Day));
                }

                var outcome = (await store.Store.AppendAsync(batch, default)).Value;
                Assert.Equal(batch.Count, outcome.Stored);
                var last = batch[batch.Count - 1];
                Assert.NotNull(store.Reader.Find(new TraceScope(last.Tenant), last.TraceId, (0, 100), withMessages: false).Value);
                lock (store.Put)
                {
                    for (var s = 0; s < batch.Count; s++)
                    {
                        store.Put.Add(Copies.Of(batch[s]));
                    }
                }
            }
        })));
        Assert.Equal(store.Put.Count, (await CountsAsync(store)).Values.Sum());
    }

    [Fact]
    public async Task Days_that_nobody_keeps_are_dropped_and_a_shorter_project_does_not_see_its_own()
    {
        await using var store = new TestStore();
        await store.OpenAsync();
        await store.FillAsync(4, 4_000);
        await store.Store.FlushAsync(default);
        await store.CloseAsync();
        await using var kept = new TestStore { Change = o => o with { Directory = store.TracesFolder, LogName = "other", RetentionDays = 2, RetentionOf = t => t.Organization == "org_2" ? 1 : null } };
        await kept.OpenAsync();
        Assert.True(kept.Embedded.DropExpired() > 0);
        Assert.Equal(0, kept.Embedded.DropExpired());
        var earliest = TestStore.Ns(TestStore.Now.AddDays(-1));
        var short1 = (await kept.Reader.SpansAsync(new TraceScope(RandomSpans.Tenants[2]), new SpanQuery { Limit = 1000 }, default)).Value;
        Assert.All(short1.Rows, row => Assert.True(row.StartNs >= earliest));
        await kept.CloseAsync();
        await kept.OpenAsync();
        await store.OpenAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sampled_trace_is_counted_and_not_stored_unless_it_failed(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared, o => o with { SamplingOf = _ => new SamplingPolicy { Share = 0.1 } });
        await store.OpenAsync();
        await store.FillAsync(5, 2_000);
        await store.Store.FlushAsync(default);
        await store.SyncAsync();
        Assert.InRange(store.Store.StoredSpans, 100, store.Put.Count - 100);
        var failed = store.Put.Where(s => s.Status == SpanStatus.Error).Select(s => (s.Tenant, s.TraceId)).ToHashSet();
        Assert.All(failed.Take(50), trace => Assert.NotNull(store.Reader.Find(new TraceScope(trace.Tenant), trace.TraceId, (0, 10), withMessages: false).Value));
        var sums = (await store.Reader.AggregateAsync(new TraceScope(RandomSpans.Tenants[0]), new AggregateQuery { Range = TimeRange.All, GroupBy = ["model"] }, default)).Value;
        Assert.Equal(store.Put.Count(s => s.Tenant == RandomSpans.Tenants[0]), sums.Groups.Sum(g => g.Cells[0]!.Spans));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scores_are_hung_on_traces_and_spans_and_found_by_filters(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared);
        await store.OpenAsync();
        await store.FillAsync(6, 3_500);
        var mine = store.Put.Where(s => s.Tenant == RandomSpans.Tenants[0]).ToArray();
        var (first, second) = (mine[3], mine[^1]);
        Assert.True((await store.Scores.PutAsync(first.Tenant, [new Score { TraceId = first.TraceId, Name = "helpful", Value = 0.9 }], default)).IsOk);
        Assert.True((await store.Scores.PutAsync(first.Tenant, [new Score { TraceId = first.TraceId, Name = "helpful", Value = 0.2, Comment = "changed" }], default)).IsOk);
        Assert.True((await store.Scores.PutAsync(first.Tenant, [new Score { TraceId = second.TraceId, SpanId = second.SpanId, Name = "tone", Label = "rude" }], default)).IsOk);
        Assert.Equal(0.2, Assert.Single(await store.Scores.OfTraceAsync(first.Tenant, first.TraceId, default)).Value);
        Assert.Empty(await store.Scores.OfTraceAsync(RandomSpans.Tenants[1], first.TraceId, default));

        Assert.Equal(mine.Where(s => s.TraceId == first.TraceId).Select(s => s.SpanId).Order(), (await FindAsync("score.helpful < 0.5")).Select(r => r.SpanId).Order());
        Assert.Equal([second.SpanId], (await FindAsync("score.tone = rude")).Select(r => r.SpanId));
        Assert.Empty(await FindAsync("score.helpful > 0.5"));
        Assert.Equal(mine.Count(s => s.TraceId != first.TraceId), (await FindAsync("not score.helpful exists")).Count);
        Assert.False((await store.Scores.PutAsync(first.Tenant, [new Score { TraceId = 0, Name = "x", Value = 1 }], default)).IsOk);

        async Task<List<SpanRow>> FindAsync(string filter)
        {
            var rows = new List<SpanRow>();
            for (var cursor = ""; cursor is not null;)
            {
                var page = (await store.Reader.SpansAsync(new TraceScope(RandomSpans.Tenants[0]), new SpanQuery { Filter = SpanFilter.Parse(filter).Value, Limit = 1000, Cursor = cursor }, default)).Value;
                rows.AddRange(page.Rows);
                cursor = page.Next;
            }

            return rows;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_are_listed_once_each_with_their_sums(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared);
        await store.OpenAsync();
        await store.FillAsync(7, 4_000);
        var tenant = RandomSpans.Tenants[0];
        var seen = new List<TraceRow>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await store.Reader.TracesAsync(new TraceScope(tenant), new SpanQuery { Limit = 100, Cursor = cursor }, default)).Value;
            seen.AddRange(page.Rows);
            cursor = page.Next;
        }

        var expected = store.Put.Where(s => s.Tenant == tenant).GroupBy(s => s.TraceId).ToDictionary(g => g.Key, g => g.ToArray());
        Assert.Equal(expected.Count, seen.Count);
        foreach (var row in seen)
        {
            var spans = expected[row.TraceId];
            Assert.Equal((spans.Length, spans.Count(s => s.Status == SpanStatus.Error), spans.Min(s => s.StartNs), spans.Max(s => s.EndNs)), (row.Spans, row.Errors, row.StartNs, row.StartNs + row.DurationNs));
        }
    }

    [Fact]
    public async Task A_wrong_cursor_is_refused()
    {
        await using var store = new TestStore();
        await store.OpenAsync();
        Assert.Equal(ProblemCode.InvalidRequest, (await store.Reader.SpansAsync(new TraceScope(RandomSpans.Tenants[0]), new SpanQuery { Cursor = "zzz" }, default)).Problem.Code);
    }

    private static async Task<Dictionary<Tenant, long>> CountsAsync(TestStore store)
    {
        var counts = new Dictionary<Tenant, long>();
        foreach (var tenant in RandomSpans.Tenants)
        {
            var seen = new HashSet<(UInt128, ulong)>();
            for (var cursor = ""; cursor is not null;)
            {
                var page = (await store.Reader.SpansAsync(new TraceScope(tenant), new SpanQuery { Limit = 1000, Cursor = cursor }, default)).Value;
                Assert.All(page.Rows, row => Assert.True(seen.Add((row.TraceId, row.SpanId)), "a span is there twice"));
                cursor = page.Next;
            }

            var sums = (await store.Reader.AggregateAsync(new TraceScope(tenant), new AggregateQuery { Range = TimeRange.All }, default)).Value;
            Assert.Equal(seen.Count, sums.Groups.Sum(g => g.Cells[0]!.Spans));
            counts.Add(tenant, seen.Count);
        }

        return counts;
    }

    private static void Fill(SpanRecord into, SpanRecord from)
    {
        (into.Tenant, into.TraceId, into.SpanId, into.ParentId, into.StartNs, into.EndNs, into.Name) = (from.Tenant, from.TraceId, from.SpanId, from.ParentId, from.StartNs, from.EndNs, from.Name);
    }
}
