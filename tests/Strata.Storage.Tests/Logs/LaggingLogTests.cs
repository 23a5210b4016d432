using Strata.Core.Storage;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

/// <summary>A log that syncs behind its appends: what is acknowledged is kept over everything but a loss of power, and readers see what is durable.</summary>
public sealed class LaggingLogTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Readers_see_what_a_sync_made_durable()
    {
        using var harness = new LogHarness { Options = new() { SegmentBytes = 4096, SyncEvery = TimeSpan.FromHours(1) } };
        await using var log = await harness.OpenAsync();
        await LogHarness.AppendAsync(log, 1, 3);
        Assert.Equal(0, log.LastSequence);
        Assert.Empty(await LogHarness.NumbersAsync(log));

        await log.SyncAsync(TestTime.Token);
        Assert.Equal(3, log.LastSequence);
        Assert.Equal(LogHarness.Range(1, 3), await LogHarness.NumbersAsync(log));
    }

    [Fact]
    public async Task Records_become_durable_without_anyone_asking()
    {
        using var harness = Harness();
        await using var log = await harness.OpenAsync();
        await LogHarness.AppendAsync(log, 1, 100);
        await UntilAsync(() => log.LastSequence == 100);
        Assert.Equal(LogHarness.Range(1, 100), await LogHarness.NumbersAsync(log));
        Assert.True(harness.Files.Syncs < 60, $"{harness.Files.Syncs} syncs");
    }

    [Fact]
    public async Task Segments_roll_and_all_is_there_when_the_log_is_opened_again()
    {
        using var harness = Harness();
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 400);
        }

        Assert.True(harness.Segments.Length > 5);
        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, 400), await LogHarness.NumbersAsync(again));
        await LogHarness.AppendAsync(again, 401, 410);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(700)]
    public async Task A_full_disk_refuses_and_appends_go_on_when_there_is_room(int space)
    {
        using var harness = Harness();
        var acknowledged = 10;
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 10);
            harness.Files.Space = space;
            while (await TryAppendAsync(log, acknowledged + 1))
            {
                acknowledged++;
            }

            harness.Files.Space = long.MaxValue;
            await LogHarness.AppendAsync(log, acknowledged + 1, acknowledged + 60);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, acknowledged + 60), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task After_a_failed_sync_what_was_acknowledged_is_written_anew()
    {
        using var harness = Harness();
        await using (var log = await harness.OpenAsync())
        {
            harness.Files.SyncFails = true;
            await LogHarness.AppendAsync(log, 1, 5);
            await Assert.ThrowsAsync<IOException>(() => log.SyncAsync(TestTime.Token));
            Assert.False(await TryAppendAsync(log, 6));

            harness.Files.SyncFails = false;
            await UntilAsync(() => log.LastSequence == 5);
            await LogHarness.AppendAsync(log, 6, 40);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, 40), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task A_sync_that_fails_where_a_segment_is_full_loses_nothing_either()
    {
        using var harness = Harness();
        var acknowledged = 0;
        await using (var log = await harness.OpenAsync())
        {
            harness.Files.SyncFails = true;
            while (await TryAppendAsync(log, acknowledged + 1))
            {
                acknowledged++;
            }

            harness.Files.SyncFails = false;
            await UntilAsync(() => log.LastSequence == acknowledged);
            await LogHarness.AppendAsync(log, acknowledged + 1, acknowledged + 80);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, acknowledged + 80), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task Where_the_disk_refused_to_the_end_a_later_sync_fails_instead_of_waiting()
    {
        using var harness = Harness();
        var log = await harness.OpenAsync();
        harness.Files.SyncFails = true;
        await LogHarness.AppendAsync(log, 1, 5);
        await Assert.ThrowsAsync<IOException>(() => log.SyncAsync(TestTime.Token));
        await log.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => log.SyncAsync(TestTime.Token));
    }

    [Fact]
    public async Task Many_appenders_and_syncs_lose_nothing()
    {
        using var harness = Harness();
        await using var log = await harness.OpenAsync();
        var sequences = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                sequences.Add(await log.AppendAsync("some record"u8.ToArray(), TestTime.Token));
                if (i % 50 == 0)
                {
                    await log.SyncAsync(TestTime.Token);
                }
            }
        })));
        await log.SyncAsync(TestTime.Token);
        Assert.Equal(2_000, log.LastSequence);
        Assert.Equal(LogHarness.Range(1, 2_000), sequences.Order());
    }

    private static LogHarness Harness() => new() { Options = new() { SegmentBytes = 4096, SyncEvery = Interval } };

    private static async Task<bool> TryAppendAsync(IAppendLog log, int number)
    {
        try
        {
            await log.AppendAsync(LogHarness.Record(number), TestTime.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(2, deadline.Token);
        }
    }
}
