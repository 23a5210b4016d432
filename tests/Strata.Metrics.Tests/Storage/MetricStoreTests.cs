using Strata.Metrics.Series;
using Strata.Metrics.Storage;
using Strata.Metrics.Tests.Support;

namespace Strata.Metrics.Tests.Storage;

public sealed class MetricStoreTests
{
    private static readonly Labels Up = Labels.Of("up", ("job", "a"));

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_start_from_the_journal()
    {
        await using var bench = await MetricBench.StartAsync();
        Assert.Equal(3, await bench.AddAsync(Up, (0, 1), (15, 2), (30, 3)));
        await bench.ReopenAsync();
        Assert.Equal(["up{job=\"a\"} 3"], bench.At("up", 30));
        Assert.Equal(1, await bench.AddAsync(Up, (45, 4)));
        await bench.ReopenAsync();
        Assert.Equal(["{job=\"a\"} 10"], bench.At("sum_over_time(up[5m])", 60));
    }

    [Fact]
    public async Task Memory_becomes_a_block_and_both_answer_together()
    {
        await using var bench = await MetricBench.StartAsync();
        await bench.AddAsync(Up, (0, 1), (15, 2));
        await bench.AddAsync("other", Up, (0, 100));
        await bench.Store.FlushAsync(default);
        Assert.Equal((1, 0L), (bench.Store.BlockCount, bench.Store.HeadSamples));
        await bench.AddAsync(Up, (30, 3));
        Assert.Equal(["{job=\"a\"} 6"], bench.At("sum_over_time(up[5m])", 60));
        await bench.ReopenAsync();
        Assert.Equal(["{job=\"a\"} 6"], bench.At("sum_over_time(up[5m])", 60));
        Assert.Equal(["{job=\"a\"} 100"], bench.At("sum_over_time(up[5m])", 60, "other"));
        Assert.Empty(bench.Told);
    }

    [Fact]
    public async Task A_block_whose_journal_was_not_trimmed_does_not_double_anything()
    {
        await using var bench = await MetricBench.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await bench.AddAsync(Up, (i, 1));
            if (i % 7 == 0)
            {
                await bench.Store.FlushAsync(default);
            }
        }

        await bench.ReopenAsync();
        Assert.Equal(["{job=\"a\"} 50"], bench.At("count_over_time(up[5m])", 60));
    }

    [Fact]
    public async Task What_is_not_later_is_refused()
    {
        await using var bench = await MetricBench.StartAsync();
        Assert.Equal(2, await bench.AddAsync(Up, (10, 1), (10, 2), (5, 3), (11, 4)));
        Assert.Equal(0, await bench.AddAsync(Up, (11, 5)));
        Assert.Equal(["{job=\"a\"} 5"], bench.At("sum_over_time(up[5m])", 60));
    }

    [Fact]
    public async Task Series_beyond_the_bound_are_left_out()
    {
        await using var bench = await MetricBench.StartAsync(o => o with { SeriesMax = 2 });
        Assert.Equal(1, await bench.AddAsync(Up, (0, 1)));
        Assert.Equal(1, await bench.AddAsync(Labels.Of("b"), (0, 1)));
        Assert.Equal(0, await bench.AddAsync(Labels.Of("c"), (0, 1)));
        Assert.Equal(1, await bench.AddAsync("other", Labels.Of("c"), (0, 1)));
    }

    [Fact]
    public async Task A_days_blocks_become_one_and_old_ones_go()
    {
        await using var bench = await MetricBench.StartAsync(o => o with { Retention = TimeSpan.FromDays(3) });
        for (var hour = 0; hour < 8; hour += 2)
        {
            await bench.AddAsync(Up, (hour * 3600, hour), ((hour * 3600) + 15, hour));
            await bench.Store.FlushAsync(default);
        }

        Assert.Equal(4, bench.Store.BlockCount);
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.Store.FlushAsync(default);
        Assert.Equal((1, 1), (bench.Store.BlockCount, Directory.GetFiles(bench.Blocks).Length));
        Assert.Equal(["{job=\"a\"} 8"], bench.At("count_over_time(up[1d])", 30_000));
        await bench.ReopenAsync();
        Assert.Equal(["{job=\"a\"} 8"], bench.At("count_over_time(up[1d])", 30_000));
        bench.Time.Advance(TimeSpan.FromDays(4));
        await bench.Store.FlushAsync(default);
        Assert.Equal((0, 0), (bench.Store.BlockCount, Directory.GetFiles(bench.Blocks).Length));
    }

    [Fact]
    public async Task Too_many_bytes_push_the_oldest_out()
    {
        await using var bench = await MetricBench.StartAsync(o => o with { DiskBytesMax = 400 });
        for (var i = 0; i < 6; i++)
        {
            await bench.AddAsync(Up, (i, i));
            await bench.Store.FlushAsync(default);
        }

        Assert.True(bench.Store.StoredBytes <= 400);
        Assert.Equal(["up{job=\"a\"} 5"], bench.At("up", 10));
    }

    [Fact]
    public async Task A_damaged_block_is_said_and_left_out()
    {
        await using var bench = await MetricBench.StartAsync();
        await bench.AddAsync(Up, (0, 1));
        await bench.Store.FlushAsync(default);
        await bench.AddAsync(Up, (15, 2));
        await bench.Store.FlushAsync(default);
        var file = Directory.GetFiles(bench.Blocks).Order().First();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^30] ^= 0x55;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(bench.Blocks, "9.new.tmp"), [1, 2, 3], TestContext.Current.CancellationToken);
        await bench.ReopenAsync();
        Assert.Single(bench.Told);
        Assert.Single(bench.At("count_over_time(up[5m])", 60));
        Assert.Empty(Directory.GetFiles(bench.Blocks, "*.tmp"));
    }

    [Fact]
    public async Task Damage_anywhere_in_a_block_never_gives_wrong_samples()
    {
        await using var bench = await MetricBench.StartAsync();
        await bench.AddAsync(Up, [.. Enumerable.Range(0, 100).Select(i => ((double)i, (double)i))]);
        await bench.Store.FlushAsync(default);
        var file = Directory.GetFiles(bench.Blocks).Single();
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var random = new Random(3);
        for (var run = 0; run < 300; run++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(4, damaged.Length)] ^= (byte)random.Next(1, 256);
            var path = Path.Combine(bench.Blocks, "20260101-1-p.smb");
            await File.WriteAllBytesAsync(path, random.Next(3) == 0 ? damaged[..random.Next(damaged.Length)] : damaged, TestContext.Current.CancellationToken);
            if (Block.Open(path, BlockName.Read(path)!.Value, l => l).Try(out var block, out _))
            {
                using (block)
                {
                    foreach (var chunk in block.Projects.Values.SelectMany(s => s).SelectMany(s => s.Chunks))
                    {
                        var read = new List<Sample>();
                        try
                        {
                            block.Read(chunk, read);
                        }
                        catch (InvalidDataException)
                        {
                            continue;
                        }

                        Assert.All(read, s => Assert.Equal(MetricBench.Ms(s.Value), s.TimeMs));
                    }
                }
            }

            File.Delete(path);
        }
    }
}
