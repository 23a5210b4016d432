using Strata.Ledger.Journal;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Tests.Journal;
using Strata.Ledger.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Ledger.Tests;

public sealed class LedgerShipperTests
{
    private static readonly LedgerQuery All = new() { Project = null, Organization = "org_a", Limit = LedgerQuery.LimitMax };

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Shipping_twice_is_shipping_once_in_rows_attempts_and_sums(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var rows = new RowSource(5).Many(200);
        await host.AppendAsync(rows);
        host.Database.LosesAnswers = true;
        await Assert.ThrowsAsync<IOException>(async () => await host.Shipper.FlushAsync(LedgerHost.Token));
        host.Database.LosesAnswers = false;
        await host.AppendAsync(rows); // the same rows once more in the log, as after a lost mark
        await host.AppendAsync(rows.Take(3));
        await ExpectAsync(host, rows);
    }

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Two_logs_that_ship_to_one_database_at_once_lose_and_double_nothing(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var folder = host.Folder + "-second";
        await using (var storage = (await Strata.Storage.StorageModule.OpenAsync(new Strata.Storage.StorageOptions { Directory = folder }, TimeProvider.System,
            new Strata.Core.Identity.TimeOrderedIds(TimeProvider.System), LedgerHost.Token)).Value)
        {
            await using var log = new LedgerLog(storage.Logs, TimeSpan.FromMilliseconds(10));
            using var shipper = new LedgerShipper(log, host.Database, LedgerNode.Open(folder), TimeProvider.System, host.Watch);
            var source = new RowSource(9);
            var rows = source.Many(400);
            foreach (var part in rows.Chunk(50))
            {
                await host.AppendAsync(part[..25]);
                await Task.WhenAll(part[25..].Select(row => log.AppendAsync(row, LedgerHost.Token).AsTask()));
                await Task.WhenAll(host.Shipper.FlushAsync(LedgerHost.Token).AsTask(), shipper.FlushAsync(LedgerHost.Token).AsTask());
            }

            await ExpectAsync(host, rows);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Records_of_the_build_before_and_unreadable_ones_do_not_hold_up_the_others()
    {
        await using var host = await LedgerHost.StartAsync();
        var log = await host.Log.OpenAsync(LedgerHost.Token);
        await log.AppendAsync(LedgerRowLayoutTests.FirstRecordBytes, LedgerHost.Token);
        await log.AppendAsync(new byte[] { 77, 1, 2, 3 }, LedgerHost.Token);
        await log.AppendAsync(ReadOnlyMemory<byte>.Empty, LedgerHost.Token);
        var row = LedgerRowLayoutTests.Row(LedgerRowLayoutTests.SecondId);
        await host.AppendAsync(row);
        var query = new LedgerQuery { Project = row.Project };
        Assert.Equal([row, LedgerRowLayoutTests.FirstRow()], await host.Reader.QueryAsync(query, LedgerHost.Token));
        Assert.Equal([2, 3], host.Watch.UnreadableRecords);
        Assert.Equal(2, (await host.Reader.SumAsync(query, UsageGroup.Day, LedgerHost.Token)).Sum(s => s.Requests));
    }

    [Fact]
    public async Task A_torn_tail_is_cut_off_and_what_was_acknowledged_is_shipped_by_the_next_start()
    {
        var folder = Path.Combine(Path.GetTempPath(), "strata-ledger-" + Path.GetRandomFileName());
        var rows = new RowSource(11).Many(40);
        await using (var first = await LedgerHost.StartAsync(folder: folder))
        {
            first.Database.IsAway = true;
            foreach (var row in rows)
            {
                await first.Log.AppendAsync(row, LedgerHost.Token); // one batch each
            }
        }

        var segment = Directory.GetFiles(folder, "*.log", SearchOption.AllDirectories).Single(f => f.Contains(LedgerLog.Name, StringComparison.Ordinal));
        await using (var file = new FileStream(segment, FileMode.Open))
        {
            file.SetLength(file.Length - 9); // the kernel lost the last write of a process that was killed before it was acknowledged
        }

        await using (var second = await LedgerHost.StartAsync(folder: folder))
        {
            await ExpectAsync(second, [.. rows.Take(39)]);
            await second.AppendAsync(rows[39]);
            await ExpectAsync(second, rows);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_database_that_is_away_for_minutes_is_tried_with_growing_waits_and_then_gets_every_row()
    {
        var time = new ManualTime();
        await using var host = await LedgerHost.StartAsync(time: time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LedgerHost.Token);
        await host.Shipper.StartAsync(LedgerHost.Token);
        var running = host.Shipper.RunAsync(stop.Token);
        host.Database.IsAway = true;
        var rows = new RowSource(13).Many(500);
        for (var minute = 0; minute < 5; minute++)
        {
            await host.AppendAsync(rows.Skip(minute * 100).Take(100));
            for (var second = 0; second < 60; second++)
            {
                await AdvanceAsync(host, time);
            }
        }

        Assert.Equal(500, host.Reader.Waiting);
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], host.Watch.Waits.Take(7).Select(w => w.TotalSeconds));
        Assert.InRange(host.Watch.Waits.Count, 12, 15);
        host.Database.IsAway = false;
        for (var second = 0; second < 60 && host.Reader.Waiting > 0; second++)
        {
            await AdvanceAsync(host, time);
        }

        Assert.Equal(0, host.Reader.Waiting);
        await ExpectAsync(host, rows);
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task A_dropped_day_takes_rows_and_attempts_and_leaves_the_sums(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var rows = new RowSource(17).Many(300);
        await host.AppendAsync(rows);
        await host.Shipper.FlushAsync(LedgerHost.Token);
        if (database == "postgres")
        {
            Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM gateway_requests_rest"));
            Assert.Equal(5, await host.CountAsync("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = CAST('gateway_requests' AS regclass)") - 1);
        }

        var before = new DateOnly(2026, 3, 3);
        await host.Reader.DropBeforeAsync(before, LedgerHost.Token);
        var kept = rows.Where(r => DateOnly.FromDateTime(r.At.UtcDateTime) >= before).ToList();
        Assert.Equal(kept.Count, await host.CountAsync("SELECT COUNT(*) FROM gateway_requests"));
        Assert.Equal(kept.Sum(r => r.Attempts.Count), await host.CountAsync("SELECT COUNT(*) FROM gateway_attempts"));
        Assert.Equal(rows.Count(r => r.Project == "prj_0"), (await host.Reader.SumAsync(new LedgerQuery { Project = "prj_0" }, UsageGroup.Model, LedgerHost.Token)).Sum(s => s.Requests));
        await host.AppendAsync(new RowSource(18).Next(TimeSpan.Zero)); // a straggler of a dropped day still has a place
        await host.Shipper.FlushAsync(LedgerHost.Token);
        Assert.Equal(kept.Count + 1, await host.CountAsync("SELECT COUNT(*) FROM gateway_requests"));
    }

    /// <summary>Moves the clock by a second once the shipper waits for it.</summary>
    private static async Task AdvanceAsync(LedgerHost host, ManualTime time)
    {
        while (time.Waiting == 0 && host.Reader.Waiting > 0)
        {
            LedgerHost.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task ExpectAsync(LedgerHost host, IReadOnlyList<LedgerRow> rows)
    {
        var own = rows.Where(r => r.Organization == "org_a").ToList();
        Assert.Equal(own.OrderByDescending(r => r.Id, StringComparer.Ordinal), await host.Reader.QueryAsync(All, LedgerHost.Token));
        Assert.Equal(rows.Sum(r => r.Attempts.Count), await host.CountAsync("SELECT COUNT(*) FROM gateway_attempts"));
        foreach (var group in (UsageGroup[])[UsageGroup.Day, UsageGroup.Hour, UsageGroup.EndUser])
        {
            var sums = await host.Reader.SumAsync(All, group, LedgerHost.Token);
            Assert.Equal((own.Count, own.Sum(r => r.CostNanos ?? 0)), (sums.Sum(s => s.Requests), sums.Sum(s => s.CostNanos)));
        }
    }
}
