using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Core.Usage;
using Strata.Ledger;
using Strata.Ledger.Journal;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;
using Strata.Storage;

namespace Strata.Benchmarks.Ledger;

/// <summary>
/// What the ledger costs: laying a record out (beside the layout before), appending it, shipping it, and a month's sums. The month is that of
/// ten million rows of 200 keys, 3 models and 2 deployments: its cells are all there, its rows only at the two edges that a sum reads.
/// </summary>
internal static class LedgerArea
{
    private const int Keys = 200;
    private const int BudgetMs = 1_500;
    private static readonly DateTimeOffset Month = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeOrderedIds Ids = new(TimeProvider.System);

    public static void Run(string[] args)
    {
        Layouts();
        RunAsync().GetAwaiter().GetResult();
    }

    private static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("strata-bench-ledger-").FullName;
        var postgres = Environment.GetEnvironmentVariable("STRATA_BENCH_POSTGRES");
        try
        {
            await using var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder, Postgres = postgres }, TimeProvider.System, Ids, default)).Value;
            await storage.Database.MigrateAsync(LedgerMigrations.All, default);
            await using var log = new LedgerLog(storage.Logs, TimeSpan.FromMilliseconds(10));
            using var shipper = new LedgerShipper(log, storage.Database, "bench", TimeProvider.System, new Silence());
            await AppendAndShipAsync(log, shipper, new LedgerTable(storage.Database));
            await MonthAsync(storage.Database, new LedgerReader(storage.Database, shipper));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Layouts()
    {
        var row = Row(1, Month);
        var buffer = new byte[LedgerRowLayout.BytesMax(row)];
        Console.WriteLine($"{"one attempt, one tag",-44}{"µs CPU",10}{"bytes",8}{"allocated",11}");
        Line("record, first layout (no attempts, no tags)", () => First(row, buffer));
        Line("record, this layout", () => LedgerRowLayout.Write(row, buffer));
        Line("record, bound of its bytes", () => LedgerRowLayout.BytesMax(row));

        static void Line(string name, Func<int> work)
        {
            const int Inner = 1_000;
            var bytes = work();
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var cost = Cost.Of(
                () =>
                {
                    for (var i = 0; i < Inner; i++)
                    {
                        work();
                    }
                },
                BudgetMs);
            Console.WriteLine($"{name,-44}{cost.CpuSeconds * 1e6 / Inner,10:F3}{bytes,8}{allocated,11}");
        }
    }

    private static async Task AppendAndShipAsync(LedgerLog log, LedgerShipper shipper, LedgerTable table)
    {
        const int Rows = 40_000;
        const int Writers = 64;
        var day = DateTimeOffset.UtcNow;
        await log.OpenAsync(default);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (var i = 0; i < Rows / Writers; i++)
            {
                await log.AppendAsync(Row((w * 1_000) + i, day), default);
            }
        }));
        var appended = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine($"{"append (64 at once), row made and durable",-44}{(appended - cpu).TotalMicroseconds / Rows,10:F2}");
        await shipper.FlushAsync(default);
        var shipped = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine($"{"ship: row and attempt",-44}{(shipped - appended).TotalMicroseconds / Rows,10:F2}");
        await table.CloseHoursAsync(day.AddHours(2), default);
        Console.WriteLine($"{"close their hour (1,200 × 3 cells)",-44}{(Process.GetCurrentProcess().TotalProcessorTime - shipped).TotalMicroseconds / Rows,10:F2}");
    }

    private static async Task MonthAsync(IDatabase database, LedgerReader reader)
    {
        var table = new LedgerTable(database);
        var edge = Enumerable.Range(0, 13_900).SelectMany(i => (LedgerRow[])
        [
            Row(i, Month.AddMilliseconds(i * 259)), Row(i, Month.AddDays(30).AddHours(5).AddMilliseconds(i * 259)),
        ]);
        foreach (var part in edge.Chunk(5_000))
        {
            await table.ShipAsync("edges", part, 1, default);
        }

        await table.CloseHoursAsync(DateTimeOffset.UtcNow, default);
        for (var day = 0; day < 31; day++)
        {
            await CellsAsync(database, Month.AddDays(day).ToUnixTimeSeconds() / 3_600);
        }

        var whole = new LedgerQuery { Project = "prj_1", From = Month, To = Month.AddDays(31) };
        var odd = whole with { From = Month.AddMinutes(29), To = Month.AddDays(30).AddHours(5).AddMinutes(31) };
        Console.WriteLine($"{"a month of 10,000,000 rows, ms CPU / best",-44}{"days",16}{"to the minute",16}");
        foreach (var groups in (UsageGroup[][])[[UsageGroup.Model], [UsageGroup.Key], [UsageGroup.Team], [UsageGroup.Deployment], [UsageGroup.EndUser], [UsageGroup.Tag], [UsageGroup.Day, UsageGroup.Model]])
        {
            Console.WriteLine($"{string.Join(" × ", groups),-44}{Time(reader, whole, groups),16}{Time(reader, odd, groups),16}");
        }
    }

    /// <summary>A day's cells of every key, model and deployment: 24 times an hour and once a day, for each kind. Twelve requests stand in an hour's cell.</summary>
    private static ValueTask<int> CellsAsync(IDatabase database, long start) => database.WriteAsync(
        async (connection, transaction, token) =>
        {
            var sql = $"""
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {(Keys * 6) - 1}), h(hours, hour) AS (SELECT 24, 0 UNION ALL SELECT 1, 0 UNION ALL SELECT 1,
                hour + 1 FROM h WHERE hours = 1 AND hour < 23),
                    k(kind) AS (SELECT '' UNION ALL SELECT 'end_user' UNION ALL SELECT 'tag')
                INSERT INTO gateway_usage (hours, start, kind, label, {UsageSums.Dimensions}, {string.Join(", ", UsageSums.Sums)})
                SELECT hours, {start} + hour, kind, CASE kind WHEN '' THEN '' WHEN 'tag' THEN '{Labels.Join(["feature=chat"])}' ELSE 'customer_' || (i % 50) END, 'org_1', 'prj_1', 'team_' || (i % 12),
                '', 'key_' || (i % {Keys}),
                    'model-' || (i / {Keys} % 3), CASE i / {Keys * 3} WHEN 0 THEN 'openai/gpt-4o-mini' ELSE 'azure/gpt-4o-mini' END, CASE i / {Keys * 3} WHEN 0 THEN 'openai' ELSE 'azure' END, 'openai.chat',
                    12 * hours, {string.Join(", ", UsageSums.Sums.Skip(1).Select((_, c) => $"{100 + c} * hours"))}
                FROM n, h, k
                """;
            return await Dapper.SqlMapper.ExecuteAsync(connection, new Dapper.CommandDefinition(
                sql + $"; INSERT INTO gateway_usage_days (day, state) VALUES ({start / 24}, 1) ON CONFLICT (day) DO UPDATE SET state = 1", transaction: transaction, cancellationToken: token));
        },
        default);

    private static string Time(LedgerReader reader, LedgerQuery query, UsageGroup[] groups)
    {
        var cost = Cost.Of(() => reader.SumAsync(query, groups, default).AsTask().GetAwaiter().GetResult(), 1_000);
        return string.Create(CultureInfo.InvariantCulture, $"{cost.CpuSeconds * 1e3:F0} / {cost.BestSeconds * 1e3:F0}");
    }

    private static LedgerRow Row(int i, DateTimeOffset at)
    {
        var deployment = (i / Keys / 3 % 2) == 0 ? "openai/gpt-4o-mini" : "azure/gpt-4o-mini";
        var usage = new TokenUsage { Input = 812, CachedInput = 1_024, Output = 243, Reasoning = 64 };
        return new LedgerRow
        {
            Id = Ids.Next("req"), At = at, Organization = "org_1", Project = "prj_1", Team = "team_" + (i % 12), KeyId = "key_" + (i % Keys), User = "", EndUser = "customer_" + (i % 50),
            Tags = ["feature=chat"], Model = "model-" + (i / Keys % 3), Deployment = deployment, Provider = deployment.Split('/')[0], Endpoint = "openai.chat", DialectIn = "openai",
            DialectOut = "openai", Stream = true, HttpStatus = 200, FinishReason = "stop", Usage = usage, UsageSource = UsageSource.Reported, CostNanos = 412_350, PriceVersion = "0123456789ab",
            TraceId = "0af7651916cd43dd8448eb211c80319c", FirstToken = TimeSpan.FromMilliseconds(412), Total = TimeSpan.FromMilliseconds(2_412), UpstreamRequestId = "chatcmpl-9x8y7z6w5v4u3t2s1r",
            Attempts = [new LedgerAttempt { Number = 1, Deployment = deployment, Provider = "openai", Credential = "main", HttpStatus = 200, Duration = TimeSpan.FromMilliseconds(2_400), Usage = usage,
                CostNanos = 412_350, UpstreamRequestId = "chatcmpl-9x8y7z6w5v4u3t2s1r" }],
        };
    }

    /// <summary>The writer of the first layout, as it was.</summary>
    private static int First(LedgerRow row, Span<byte> target)
    {
        var at = 8;
        ReadOnlySpan<long> numbers =
        [
            row.At.ToUnixTimeMilliseconds(), row.Usage.Input, row.Usage.CachedInput, row.Usage.CacheWrite, row.Usage.Output, row.Usage.Reasoning,
            row.CostNanos ?? 0, row.Queue.Ticks / 10, (row.FirstToken ?? default).Ticks / 10, row.Total.Ticks / 10,
        ];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[at..], number);
            at += 8;
        }

        ReadOnlySpan<string> texts =
        [
            row.Id, row.Organization, row.Project, row.KeyId, row.Model, row.Deployment, row.Provider, row.Endpoint, row.FinishReason,
            row.PriceVersion, row.TraceId, row.ErrorCode, row.UpstreamRequestId,
        ];
        foreach (var text in texts)
        {
            Encoding.UTF8.GetEncoder().Convert(text, target[(at + 2)..], flush: true, out _, out var used, out _);
            BinaryPrimitives.WriteUInt16LittleEndian(target[at..], (ushort)used);
            at += 2 + used;
        }

        return at;
    }

    private sealed class Silence : ILedgerWatch
    {
        public void NotShipped(Exception reason, TimeSpan wait)
        {
        }

        public void Unpriced(string deployment, string priceVersion)
        {
        }

        public void Unreadable(long sequence, string problem)
        {
        }
    }
}
