using Strata.Core.Results;
using Strata.Storage.Logs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

public sealed class SegmentedLogTests
{
    [Fact]
    public async Task Records_come_back_in_order_over_segments_and_reopenings()
    {
        using var harness = new LogHarness();
        for (var round = 0; round < 3; round++)
        {
            await using var log = await harness.OpenAsync();
            Assert.Equal(round * 100, log.LastSequence);
            await LogHarness.AppendAsync(log, (round * 100) + 1, (round * 100) + 100);
            Assert.Equal(LogHarness.Range(1, log.LastSequence), await LogHarness.NumbersAsync(log));
            Assert.Equal(LogHarness.Range(42, log.LastSequence), await LogHarness.NumbersAsync(log, 42));
            Assert.Empty(await LogHarness.NumbersAsync(log, log.LastSequence + 1));
        }

        Assert.True(harness.Segments.Length > 3);
    }

    [Fact]
    public async Task Appends_that_wait_share_one_sync()
    {
        using var harness = new LogHarness { Options = new LogOptions() };
        await using var log = await harness.OpenAsync();
        harness.Files.SyncGate.Reset();
        var before = harness.Files.Syncs;
        var appends = Enumerable.Range(1, 65).Select(number => log.AppendAsync(LogHarness.Record(number), TestTime.Token).AsTask()).ToArray();
        Assert.DoesNotContain(appends, append => append.IsCompleted);
        Assert.Equal(0, log.LastSequence);
        harness.Files.SyncGate.Set();

        Assert.Equal(LogHarness.Range(1, 65), await Task.WhenAll(appends));
        Assert.InRange(harness.Files.Syncs - before, 1, 2);
    }

    [Fact]
    public async Task Many_appenders_lose_and_double_nothing_while_a_reader_reads()
    {
        using var harness = new LogHarness();
        await using var log = await harness.OpenAsync();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var i = 0; i < 40; i++)
            {
                var number = await log.AppendAsync(new byte[i], CancellationToken.None);
                Assert.True(log.LastSequence >= number);
                mine.Add(number);
                await foreach (var record in log.ReadAsync(number, TestTime.Token))
                {
                    Assert.Equal(number, record.Sequence);
                    Assert.Equal(i, record.Data.Length);
                    break;
                }
            }

            return mine;
        })));

        Assert.Equal(LogHarness.Range(1, 640), numbers.SelectMany(mine => mine).Order());
    }

    [Fact]
    public async Task A_record_larger_than_a_batch_and_a_segment_is_taken_and_one_over_the_bound_refused()
    {
        using var harness = new LogHarness { Options = new LogOptions { SegmentBytes = 4096, BatchBytesMax = 2048, RecordBytesMax = 300_000 } };
        var large = new byte[300_000];
        new Random(1).NextBytes(large);
        await using (var log = await harness.OpenAsync())
        {
            await Task.WhenAll(
                log.AppendAsync(new byte[10], TestTime.Token).AsTask(), log.AppendAsync(large, TestTime.Token).AsTask(), log.AppendAsync(new byte[10], TestTime.Token).AsTask());
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.AppendAsync(new byte[300_001], TestTime.Token));
        }

        await using var again = await harness.OpenAsync();
        var records = await again.ReadAsync(1, TestTime.Token).ToListAsync();
        Assert.Equal(large, records[1].Data.ToArray());
        Assert.Equal(3, records.Count);
    }

    [Fact]
    public async Task Trimming_forgets_whole_segments_only_and_numbers_go_on()
    {
        using var harness = new LogHarness();
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 200);
            var segments = harness.Segments.Length;
            await log.TrimAsync(150, TestTime.Token);
            Assert.True(harness.Segments.Length < segments);
            var kept = await LogHarness.NumbersAsync(log);
            Assert.InRange(kept[0], 2, 151);
            Assert.Equal(LogHarness.Range(kept[0], 200), kept);
            await log.TrimAsync(10_000, TestTime.Token);
            await LogHarness.AppendAsync(log, 201, 260);
        }

        await using var again = await harness.OpenAsync();
        Assert.Equal(260, again.LastSequence);
        Assert.Equal(260, (await LogHarness.NumbersAsync(again, 255))[^1]);
    }

    [Fact]
    public async Task A_second_holder_is_refused_until_the_first_is_gone()
    {
        using var harness = new LogHarness();
        var log = await harness.OpenAsync();
        Assert.Equal(ProblemCode.Conflict, (await harness.TryOpenAsync()).Problem.Code);
        await log.DisposeAsync();

        await using var again = await harness.OpenAsync();
        Assert.Equal(0, again.LastSequence);
    }

    [Fact]
    public async Task Closing_waits_for_what_was_appended_and_refuses_what_comes_later()
    {
        using var harness = new LogHarness();
        var log = await harness.OpenAsync();
        var appends = Enumerable.Range(1, 50).Select(number => log.AppendAsync(LogHarness.Record(number), CancellationToken.None).AsTask()).ToArray();
        await log.DisposeAsync();

        Assert.Equal(LogHarness.Range(1, 50), await Task.WhenAll(appends));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(new byte[1], CancellationToken.None));
    }

    [Fact]
    public async Task A_caller_may_give_up_waiting_and_the_log_goes_on()
    {
        using var harness = new LogHarness();
        await using var log = await harness.OpenAsync();
        harness.Files.SyncGate.Reset();
        using var impatient = new CancellationTokenSource();
        var append = log.AppendAsync(LogHarness.Record(1), impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await append);
        harness.Files.SyncGate.Set();

        await LogHarness.AppendAsync(log, 2, 5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public async Task A_name_that_could_leave_the_directory_is_refused(string name)
    {
        using var scratch = new Scratch();

        var opened = await new FileAppendLogs(scratch.Path, new LogOptions(), DiskFiles.Instance).OpenAsync(name, TimeSpan.Zero, TestTime.Token);

        Assert.Equal(ProblemCode.InvalidRequest, opened.Problem.Code);
    }
}
