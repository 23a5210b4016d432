using System.Diagnostics;
using System.Globalization;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Benchmarks.Telemetry;

/// <summary>
/// The trace store: durable ingest beside a bare SQLite insert loop in the same run, bytes and CPU of a span, and what queries take
/// once the store is full. <c>strata bench telemetry [SPANS]</c>, ten million for the committed table. The spans' starts lie over 30 days.
/// </summary>
internal static class TelemetryArea
{
    private const int Lanes = 2;
    private const int BatchTraces = 100;
    private const long DayNs = 86_400_000_000_000;
    private static readonly Tenant Tenant = new("org_1", "prj_1");
    private static readonly TraceScope Scope = new(Tenant);

    public static void Run(string[] args)
    {
        if (args is ["own", .. var rest])
        {
            OwnSpansArea.RunAsync(rest is [var calls] ? int.Parse(calls, CultureInfo.InvariantCulture) : 200_000).GetAwaiter().GetResult();
            return;
        }

        RunAsync(args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(long spans)
    {
        var folder = Directory.CreateTempSubdirectory("strata-bench-telemetry-").FullName;
        try
        {
            await using var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
            var options = new TraceStoreOptions { Directory = Path.Combine(folder, "traces"), RetentionDays = 0 };
            var text = new ChatText(7);
            var first = (DateTimeOffset.UtcNow.AddDays(-30) - DateTimeOffset.UnixEpoch).Ticks * 100;
            var generator = Generator(text);
            Console.WriteLine($"{"generator alone, µs CPU a span (taken off below)",-60}{generator,12:F2}");
            await SqliteAsync(storage.Database, text, (int)Math.Min(200_000, spans));
            var made = await IngestAsync(options, storage.Logs, text, (first, spans, generator));
            var opened = Stopwatch.StartNew();
            await using var store = (await TraceStore.OpenAsync(options, storage.Logs, new Silence(), TimeProvider.System, default)).Value;
            Console.WriteLine($"{"open again, ms (log replayed: " + store.LiveSpans + " spans)",-60}{opened.ElapsedMilliseconds,12}");
            Console.WriteLine();
            await QueriesAsync(new TraceReader(store, null), made, first);
            Console.WriteLine($"{"RSS after queries, MB",-60}{Rss(),12:F0}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Generator(ChatText text)
    {
        var traffic = new ChatTraffic(text, 60, Tenant);
        var batch = new SpanBatch();
        Fill(traffic, batch, 0, 1);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        const int Batches = 100;
        for (var i = 0; i < Batches; i++)
        {
            Fill(traffic, batch, i, 1);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / (Batches * BatchTraces * ChatTraffic.SpansPerTrace);
    }

    private static void Fill(ChatTraffic traffic, SpanBatch batch, long startNs, long stepNs)
    {
        batch.Clear();
        for (var i = 0; i < BatchTraces; i++)
        {
            traffic.Add(batch, startNs + (i * stepNs));
        }
    }

    private static async Task<long> IngestAsync(TraceStoreOptions options, IAppendLogs logs, ChatText text, (long First, long Spans, double Generator) plan)
    {
        await using var store = (await TraceStore.OpenAsync(options, logs, new Silence(), TimeProvider.System, default)).Value;
        var batches = plan.Spans / (BatchTraces * ChatTraffic.SpansPerTrace * Lanes);
        var step = 30 * DayNs / (batches * BatchTraces);
        long logged = 0, peak = 0;
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            // Two batches take turns: one is made while the other is on its way to the disk.
            var traffic = new ChatTraffic(text, lane, Tenant);
            var (batch, next) = (new SpanBatch(), new SpanBatch());
            var pending = ValueTask.FromResult<Strata.Core.Results.Result<AppendOutcome>>(new AppendOutcome(0, 0, 0, null));
            for (long i = 0; i < batches; i++)
            {
                Fill(traffic, batch, plan.First + (i * BatchTraces * step), step);
                Interlocked.Add(ref logged, BytesOf(batch));
                var outcome = await pending;
                if (!outcome.IsOk || outcome.Value.Rejected + outcome.Value.Duplicates > 0)
                {
                    throw new InvalidOperationException($"A batch was not stored: {outcome}");
                }

                pending = store.AppendAsync(batch, default);
                (batch, next) = (next, batch);
                if (i % 50 == 0)
                {
                    peak = Math.Max(peak, (long)Rss());
                }
            }

            await pending;
        })));
        var made = batches * Lanes * BatchTraces * ChatTraffic.SpansPerTrace;
        var (wall, used) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / made);
        Console.WriteLine($"{$"trace store, {made:N0} spans of {logged / made} B, durable, spans/s",-60}{made / wall,12:N0}");
        Console.WriteLine($"{"  µs CPU a span, whole process less the generator",-60}{used - plan.Generator,12:F2}");
        Console.WriteLine($"{"  RSS at most, MB",-60}{peak,12}");
        await store.FlushAsync(default);
        Console.WriteLine($"{"  bytes a span on disk, text and indexes included",-60}{store.StoredBytes / (double)store.StoredSpans,12:F1}");
        Console.WriteLine($"{"  segments",-60}{store.SegmentCount,12}");
        return made / Lanes / ChatTraffic.SpansPerTrace;
    }

    private static long BytesOf(SpanBatch batch)
    {
        long bytes = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            bytes += 180 + batch[i].Attributes.Bytes.Length;
            foreach (var message in batch[i].Messages)
            {
                bytes += message.Body.Length;
            }
        }

        return bytes;
    }

    private static async Task SqliteAsync(IDatabase database, ChatText text, int rows)
    {
        await database.MigrateAsync(
            [new Migration(900, "bench", """
                CREATE TABLE bench_spans (seq INTEGER PRIMARY KEY, trace BLOB, span BIGINT, parent BIGINT, start BIGINT, duration BIGINT,
                    name TEXT, service TEXT, model TEXT, session TEXT, tokens BIGINT, cost BIGINT, payload BLOB);
                CREATE INDEX bench_spans_trace ON bench_spans (trace);
                CREATE INDEX bench_spans_start ON bench_spans (start)
                """)],
            default);
        var payload = text.Prose(new Random(3), 150);
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var done = 0; done < rows; done += 1_000)
        {
            await database.WriteAsync(
                (connection, transaction, _) =>
                {
                    using var insert = connection.CreateCommand();
                    insert.Transaction = transaction;
                    insert.CommandText = "INSERT INTO bench_spans VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m)";
                    var values = Enumerable.Range(0, 13).Select(i =>
                    {
                        var parameter = insert.CreateParameter();
                        parameter.ParameterName = "@" + (char)('a' + i);
                        insert.Parameters.Add(parameter);
                        return parameter;
                    }).ToArray();
                    for (var i = 0; i < 1_000; i++)
                    {
                        var trace = new byte[16];
                        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(trace, ChatTraffic.TraceId(1, (done + i) / 5));
                        object[] row = [(long)done + i, trace, (long)i * 7_919, (long)i, (long)(done + i) * 1_000, 500_000_000L + i, "chat gpt-4o", "support-bot", "gpt-4o", "sess-" + (i % 40), 900L, 12_000L, payload];
                        for (var column = 0; column < row.Length; column++)
                        {
                            values[column].Value = row[column];
                        }

                        insert.ExecuteNonQuery();
                    }

                    return ValueTask.FromResult(0);
                },
                default);
        }

        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / rows;
        Console.WriteLine($"{$"SQLite, {rows:N0} rows of {payload.Length} B payload, 1,000 a commit, spans/s",-60}{rows / clock.Elapsed.TotalSeconds,12:N0}");
        Console.WriteLine($"{"  µs CPU a row",-60}{used,12:F2}");
    }

    private static async Task QueriesAsync(TraceReader reader, long traces, long first)
    {
        Console.WriteLine($"{"query, ms",-60}{"median",12}{"p95",12}{"CPU",10}{"rows",10}");
        var random = new Random(5);
        var last = new TimeRange(first - DayNs, first + (32 * DayNs));
        await Line("trace by id, with messages", 200, () =>
        {
            var found = reader.Find(Scope, ChatTraffic.TraceId(random.Next(Lanes), random.NextInt64(traces)), (0, 1000), withMessages: true).Value;
            return ValueTask.FromResult(found!.Total);
        });
        await Line("newest 50 traces with sums", 30, async () => (await reader.TracesAsync(Scope, new SpanQuery { Range = last }, default)).Value.Rows.Count);
        await Line("newest 50 spans, model and latency", 30, () => List("model = gpt-4o and latency > 3s"));
        await Line("newest 50 failed traces of one user", 20, async () =>
            (await reader.TracesAsync(Scope, new SpanQuery { Range = last, Filter = Parse($"error and user = user-{random.Next(20_000)}") }, default)).Value.Rows.Count);
        await Line("50 dearest spans", 20, async () => (await reader.SpansAsync(Scope, new SpanQuery { Range = last, Order = SpanOrder.Cost }, default)).Value.Rows.Count);
        await Line("facets, 6 fields", 20, () => Facets("service", "model", "provider", "operation", "key", "error_type"));
        await Line("a page of the console: sums, steps, 9 facets, 50 traces; 1 day", 20, () => PageAsync(new TimeRange(first + (28 * DayNs), first + (29 * DayNs)), DayNs / 96));
        await Line("the same of 30 days", 20, () => PageAsync(new TimeRange(first, first + (30 * DayNs)), DayNs / 2));
        await Line("facets, users and sessions", 10, () => Facets("user", "session"));
        await Line("a page of 50 sessions with their traces", 10, () => GroupsAsync("session"));
        await Line("a page of 50 users with their traces", 10, () => GroupsAsync("user"));
        await Line("facets, with users and sessions", 5, () => Facets("service", "model", "user", "session"));
        await Line("attribute, one ticket", 20, () => List($"attr.app.ticket = \"T-{random.Next(Lanes)}-{random.NextInt64(traces / 20) * 20}\""));
        await Line("attribute, one response id that is nowhere", 20, () => List($"attr.gen_ai.response.id = \"chatcmpl-{random.NextInt64():x16}\""));
        await Line("attribute, a frequent route", 20, () => List("attr.http.route = \"/v1/docs/chat\""));
        await Line("text, one order number", 20, () => List($"text ~ \"{ChatTraffic.Needle(random.Next(Lanes), random.NextInt64(traces / 20) * 20)}\""));
        await Line("text, a word that is nowhere", 20, () => List($"text ~ \"zebra{random.Next(1000)}fish\""));
        await Line("text, a frequent word", 10, () => List($"text ~ \"{new ChatText(7).Word(900)}\""));
        await Line("dashboard, 30 days by day and model, 3 quantiles", 20, () => Series(DayNs, ["model"]));
        await Line("dashboard, 30 days by hour, no group", 20, () => Series(DayNs / 24, []));
        await Line("dashboard, last 6 hours by minute", 20, async () => (await reader.AggregateAsync(
            Scope, new AggregateQuery { Range = new TimeRange(first + (29 * DayNs) + (18 * DayNs / 24), first + (30 * DayNs)), StepNs = DayNs / 1440, Quantiles = [Measure.Latency] }, default)).Value.Groups.Count);

        async ValueTask<int> Facets(params string[] fields) => (await reader.FacetsAsync(Scope, last, SpanFilter.All, fields, 20, default)).Value.Sum(f => f.Values.Count);
        async ValueTask<int> GroupsAsync(string field)
        {
            var page = (await reader.GroupsAsync(Scope, last, SpanFilter.All, field, (0, 50), default)).Value.Page;
            var range = new TimeRange(page.Min(g => g.FirstNs), page.Max(g => g.LastNs) + 1);
            var these = Parse($"{field} in ({string.Join(", ", page.Select(g => $"\"{g.Key}\""))})");
            return (await reader.TracesAsync(Scope, new SpanQuery { Range = range, Filter = these, Limit = SpanQuery.LimitMax }, default)).Value.Rows.Count;
        }

        async ValueTask<int> PageAsync(TimeRange range, long step)
        {
            var sums = new AggregateQuery { Range = range };
            return (await reader.AggregateAsync(Scope, sums, default)).Value.Groups.Count + (await reader.AggregateAsync(Scope, sums with { StepNs = step }, default)).Value.Groups.Count
                + (await reader.FacetsAsync(Scope, range, SpanFilter.All, ["service", "name", "model", "operation", "provider", "tool", "agent", "error_type", "key"], 6, default)).Value.Count
                + (await reader.TracesAsync(Scope, new SpanQuery { Range = range }, default)).Value.Rows.Count;
        }

        async ValueTask<int> List(string filter) => (await reader.SpansAsync(Scope, new SpanQuery { Range = last, Filter = Parse(filter) }, default)).Value.Rows.Count;
        async ValueTask<int> Series(long step, string[] groups) => (await reader.AggregateAsync(
            Scope, new AggregateQuery { Range = new TimeRange(first, first + (30 * DayNs)), StepNs = step, GroupBy = groups, Quantiles = [Measure.Latency, Measure.FirstToken] }, default)).Value.Groups.Count;
    }

    private static SpanFilter Parse(string text) => SpanFilter.Parse(text).Value;

    private static async Task Line(string name, int times, Func<ValueTask<int>> query)
    {
        var rows = await query();
        var taken = new List<double>(times);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            rows = await query();
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / times;
        taken.Sort();
        Console.WriteLine($"{name,-60}{taken[taken.Count / 2],12:F2}{taken[(int)(taken.Count * 0.95)],12:F2}{used,10:F2}{rows,10}");
    }

    private static double Rss() => Environment.WorkingSet / 1048576.0;
}
