using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Spans;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Postgres;

/// <summary>What only a store that is shared over replicas has to hold; that it answers as the embedded one does is asked by the suites of both.</summary>
public sealed class SharedStoreTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_span_that_is_sent_to_two_replicas_is_there_once()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var one = new TestStore { Schema = schema, ChangeShared = o => o with { SyncEvery = Never } };
        await using var two = new TestStore { Schema = schema, ChangeShared = o => o with { SyncEvery = Never } };
        await one.OpenAsync();
        await two.OpenAsync();
        var batch = Batch(1, 300);
        Assert.Equal(batch.Count, (await one.Store.AppendAsync(batch, default)).Value.Stored);
        Assert.Equal(batch.Count, (await two.Store.AppendAsync(batch, default)).Value.Stored); // neither can know yet
        Assert.Equal((batch.Count, batch.Count), (await CountAsync(one), await CountAsync(two)));
        Assert.True((await one.Shared.SyncAsync(default)).IsOk);
        Assert.True((await two.Shared.SyncAsync(default)).IsOk);
        Assert.True((await one.Shared.SyncAsync(default)).IsOk);
        Assert.Equal((batch.Count, batch.Count), (await CountAsync(one), await CountAsync(two)));
        Assert.Equal((0, batch.Count), (await two.Store.AppendAsync(batch, default)).Value is var again ? (again.Stored, again.Duplicates) : default);
        Assert.Equal(batch.Count, await schema.AskAsync<long>("SELECT COUNT(*) FROM trace_spans"));
        Assert.Equal((0L, 0L), (one.Shared.WaitingBytes / 1000, two.Shared.WaitingBytes / 1000));

        await one.Store.FlushAsync(default);
        Assert.True((await two.Shared.SyncAsync(default)).IsOk);
        Assert.Equal((0L, 0L), (one.Store.LiveSpans, two.Store.LiveSpans));
        Assert.Equal((batch.Count, batch.Count), (await CountAsync(one), await CountAsync(two)));
        Assert.Equal(0, await schema.AskAsync<long>("SELECT COUNT(*) FROM trace_batches"));
        Assert.Equal((0, batch.Count), (await two.Store.AppendAsync(batch, default)).Value is var late ? (late.Stored, late.Duplicates) : default);
        Assert.Empty(one.Told.Concat(two.Told));
    }

    [Fact]
    public async Task People_can_ask_with_sql()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var store = new TestStore { Schema = schema, ChangeShared = o => o with { SyncEvery = Never } };
        await store.OpenAsync();
        await store.AddAsync(Batch(2, 200));
        Assert.True((await store.Shared.SyncAsync(default)).IsOk);
        Assert.Equal(store.Put.Sum(s => s.CostNanos ?? 0), await schema.AskAsync<long>("SELECT SUM(cost_nanos)::bigint FROM trace_spans"));
        Assert.Equal(store.Put.Sum(s => s.Usage.Prompt), await schema.AskAsync<long>("SELECT SUM(input_tokens)::bigint FROM trace_spans"));
        Assert.Equal(store.Put.Count(s => s.Tenant.Project == "beta"), await schema.AskAsync<long>("SELECT COUNT(*) FROM trace_spans WHERE project = 'beta'"));
        var trace = store.Put[0];
        Assert.Equal(
            store.Put.Count(s => s.TraceId == trace.TraceId),
            await schema.AskAsync<long>($"SELECT COUNT(*) FROM trace_spans WHERE organization = '{trace.Tenant.Organization}' AND project = '{trace.Tenant.Project}' AND trace_id = '\\x{trace.TraceId:x32}'"));
        Assert.Equal(
            store.Put.Select(s => s.StartNs / RandomSpans.Day).Distinct().Count(),
            await schema.AskAsync<long>("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = 'trace_spans'::regclass AND inhrelid::regclass::text NOT LIKE '%rest'"));
    }

    [Fact]
    public async Task While_the_database_is_away_spans_are_taken_and_answered_and_it_gets_them_when_it_is_back()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var door = new Door(schema.Address);
        await using var near = new TestStore { Schema = schema, Port = door.Port, ChangeShared = o => o with { AwayBytesMax = 2_000_000, SyncEvery = TimeSpan.FromMilliseconds(50) } };
        await using var other = new TestStore { Schema = schema };
        await near.OpenAsync();
        await other.OpenAsync();
        await near.AddAsync(Batch(3, 200));
        Assert.True((await near.Shared.SyncAsync(default)).IsOk);
        Assert.Null(near.Reader.BehindSince);

        await door.ShutAsync();
        Assert.Equal(ProblemCode.Unavailable, (await near.Shared.SyncAsync(default)).Problem.Code);
        Assert.NotNull(near.Reader.BehindSince);
        await near.AddAsync(Batch(4, 200));
        Assert.Equal(near.Put.Count, await CountAsync(near));
        var (taken, seed) = (0, 100);
        Result<AppendOutcome> refused;
        for (; ; taken += refused.Value.Stored)
        {
            refused = await near.Store.AppendAsync(Batch(seed++, 500), default);
            if (!refused.IsOk)
            {
                break;
            }
        }

        Assert.Equal(ProblemCode.Overloaded, refused.Problem.Code);
        Assert.NotNull(refused.Problem.RetryAfter);
        Assert.Equal(near.Put.Count + taken, await CountAsync(near));

        door.Open();
        Assert.True((await near.Shared.SyncAsync(default)).IsOk);
        Assert.Null(near.Reader.BehindSince);
        Assert.True((await other.Shared.SyncAsync(default)).IsOk);
        Assert.Equal(near.Put.Count + taken, await CountAsync(other));
        Assert.Equal(near.Put.Count + taken, await CountAsync(near));
        Assert.Single(near.Told); // said once, however often it was tried
    }

    [Fact]
    public async Task What_was_not_handed_over_comes_out_of_the_log_and_what_was_does_not_come_twice()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var door = new Door(schema.Address);
        await using var store = new TestStore
        {
            Schema = schema,
            Port = door.Port,
            ChangeShared = o => o with { SyncEvery = Never },
            Change = o => o with { SamplingOf = _ => new Strata.Traces.Storage.SamplingPolicy { Share = 0.1 } },
        };
        await store.OpenAsync();
        await store.AddAsync(Batch(5, 300));
        await store.Store.FlushAsync(default); // most of them are counted and left out: nothing but the log's place says that they were shipped
        await door.ShutAsync();
        await store.AddAsync(Batch(6, 300));
        await store.CloseAsync();
        door.Open();
        await store.OpenAsync();
        Assert.Equal(store.Put.Count, await SumAsync(store));
        Assert.True((await store.Shared.SyncAsync(default)).IsOk);
        Assert.Equal(store.Put.Count, await SumAsync(store));
        Assert.Equal(store.Put.Count, await schema.AskAsync<long>("SELECT COUNT(*) FROM trace_spans"));
    }

    [Fact]
    public async Task A_replica_that_comes_later_and_has_little_disk_answers_the_same()
    {
        await using var store = await TestStore.MakeAsync(shared: true);
        await store.OpenAsync();
        await store.FillAsync(9, 6_000);
        await store.Store.FlushAsync(default);
        await store.SyncAsync();
        await using var late = new TestStore { Schema = store.Schema, ChangeShared = o => o with { CacheBytesMax = 400_000 } };
        await late.OpenAsync();
        foreach (var filter in (string[])["", "text ~ needle", "attr.http.route = /a", "cost > 0.01 or error"])
        {
            foreach (var tenant in RandomSpans.Tenants)
            {
                Assert.Equal(await TextAsync(store, tenant, filter), await TextAsync(late, tenant, filter));
                Assert.InRange(late.Shared.CachedBytes, 1, 400_000 + (4 * 256 * 1024));
            }
        }

        Assert.True(late.Store.StoredBytes > 400_000, "The test wants more segments than the disk may hold.");
        Assert.Empty(late.Told);
    }

    [Fact]
    public async Task Days_that_nobody_keeps_leave_the_database_for_all_replicas()
    {
        var days = 0;
        await using var store = await TestStore.MakeAsync(shared: true, o => o with { RetentionDays = days });
        await store.OpenAsync();
        await store.FillAsync(10, 3_000);
        await store.Store.FlushAsync(default);
        await store.CloseAsync();
        days = 1;
        await store.OpenAsync();
        Assert.True((await store.Store.TidyAsync(default)).Dropped > 0);
        await store.SyncAsync();
        var bound = (TestStore.Ns(TestStore.Now) / RandomSpans.Day) - 1;
        var left = store.Put.Count(s => s.StartNs / RandomSpans.Day >= bound);
        Assert.Equal((left, left), (store.Store.StoredSpans, store.Other!.Store.StoredSpans));
        Assert.Equal(0, await store.Schema!.AskAsync<long>($"SELECT COUNT(*) FROM trace_segments WHERE day < {bound} AND gone_ms IS NULL"));

        // Readers of before may still be at work; the chunks and partitions go with the next look that comes later.
        await store.Schema.ExecuteAsync("UPDATE trace_segments SET gone_ms = 1 WHERE gone_ms IS NOT NULL");
        await store.Store.TidyAsync(default);
        Assert.Equal(0, await store.Schema.AskAsync<long>($"SELECT (SELECT COUNT(*) FROM trace_chunks WHERE day < {bound}) + (SELECT COUNT(*) FROM trace_spans WHERE day < {bound})"));
        Assert.Equal(left, await store.Schema.AskAsync<long>("SELECT COUNT(*) FROM trace_spans"));
        Assert.Equal(0, await store.Schema.AskAsync<long>($"SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'trace_spans_d{bound - 1}'"));
        Assert.Empty(store.Told.Concat(store.Other.Told));
    }

    private static SpanBatch Batch(int seed, int spans)
    {
        var (random, batch) = (new RandomSpans(seed), new SpanBatch());
        while (batch.Count < spans)
        {
            random.AddTrace(batch, TestStore.Ns(TestStore.Now) - (3 * RandomSpans.Day));
        }

        return batch;
    }

    private static async Task<long> SumAsync(TestStore store)
    {
        var sum = 0L;
        foreach (var tenant in RandomSpans.Tenants)
        {
            sum += (await store.Reader.AggregateAsync(new TraceScope(tenant), new AggregateQuery { Range = TimeRange.All }, default)).Value.Groups.Sum(g => g.Cells[0]!.Spans);
        }

        return sum;
    }

    private static async Task<long> CountAsync(TestStore store)
    {
        var seen = new HashSet<(Tenant, UInt128, ulong)>();
        foreach (var tenant in RandomSpans.Tenants)
        {
            for (var cursor = ""; cursor is not null;)
            {
                var page = (await store.Reader.SpansAsync(new TraceScope(tenant), new SpanQuery { Limit = 1000, Cursor = cursor }, default)).Value;
                Assert.All(page.Rows, row => Assert.True(seen.Add((tenant, row.TraceId, row.SpanId)), "a span is there twice"));
                cursor = page.Next;
            }
        }

        Assert.Equal(seen.Count, await SumAsync(store));
        return seen.Count;
    }

    private static async Task<string> TextAsync(TestStore store, Tenant tenant, string filter)
    {
        var scope = new TraceScope(tenant);
        var page = (await store.Reader.SpansAsync(scope, new SpanQuery { Filter = SpanFilter.Parse(filter).Value, Limit = 1000 }, default)).Value;
        var traces = (await store.Reader.TracesAsync(scope, new SpanQuery { Filter = SpanFilter.Parse(filter).Value, Limit = 20 }, default)).Value;
        var sums = (await store.Reader.AggregateAsync(scope, new AggregateQuery { Range = TimeRange.All, Filter = SpanFilter.Parse(filter).Value, GroupBy = ["model"] }, default)).Value;
        var trace = page.Rows.Count == 0 ? null : store.Reader.Find(scope, page.Rows[0].TraceId, (0, 100), withMessages: true).Value;
        return string.Join('\n', page.Rows.Select(r => r.ToString()).Concat(traces.Rows.Select(t => $"{t.TraceId} {t.Spans} {t.Asked}"))
            .Concat(sums.Groups.Select(g => $"{g.Keys[0]} {g.Cells[0]!.Spans} {g.Cells[0]!.CostNanos}")).Concat(trace?.Spans.Select(Copies.Text) ?? []));
    }
}
