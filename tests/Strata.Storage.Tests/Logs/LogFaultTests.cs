namespace Strata.Storage.Tests.Logs;

/// <summary>A disk that fills up or fails: nothing acknowledged is lost, and the log is usable when the disk is.</summary>
public sealed class LogFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(500)]
    [InlineData(4000)]
    public async Task After_a_full_disk_the_acknowledged_records_are_there_and_appends_go_on(int space)
    {
        using var harness = new LogHarness();
        var acknowledged = 0;
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 10);
            harness.Files.Space = space;
            acknowledged = await FillAsync(log, 11);
            Assert.Equal(acknowledged, log.LastSequence);
            Assert.Equal(LogHarness.Range(1, acknowledged), await LogHarness.NumbersAsync(log));

            harness.Files.Space = long.MaxValue;
            await LogHarness.AppendAsync(log, acknowledged + 1, acknowledged + 60);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, acknowledged + 60), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task What_a_failed_append_left_behind_is_cut_off_when_the_log_is_opened_again()
    {
        using var harness = new LogHarness();
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 10);
            harness.Files.Space = 100;
            await FillAsync(log, 11);
        }

        harness.Files.Space = long.MaxValue;
        await using var again = await harness.OpenAsync();
        await LogHarness.AppendAsync(again, (int)again.LastSequence + 1, 30);
        Assert.Equal(LogHarness.Range(1, 30), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task A_failed_sync_acknowledges_nothing_and_its_records_are_written_anew()
    {
        using var harness = new LogHarness();
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 5);
            harness.Files.SyncFails = true;
            var failed = Enumerable.Range(1, 5).Select(_ => log.AppendAsync("unsynced"u8.ToArray(), CancellationToken.None).AsTask()).ToArray();
            foreach (var append in failed)
            {
                await Assert.ThrowsAsync<IOException>(() => append);
            }

            // Not even the cut works: nothing may be written behind bytes that were never acknowledged.
            harness.Files.CutFails = true;
            harness.Files.SyncFails = false;
            await Assert.ThrowsAsync<IOException>(async () => await log.AppendAsync(LogHarness.Record(6), CancellationToken.None));
            harness.Files.CutFails = false;
            await LogHarness.AppendAsync(log, 6, 40);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, 40), await LogHarness.NumbersAsync(again));
    }

    private static async Task<int> FillAsync(Core.Storage.IAppendLog log, int next)
    {
        while (true)
        {
            try
            {
                await log.AppendAsync(LogHarness.Record(next), CancellationToken.None);
                next++;
            }
            catch (IOException)
            {
                return next - 1;
            }
        }
    }
}
