using System.Diagnostics;
using Strata.Metrics.Series;
using Strata.Metrics.Tests.Support;

namespace Strata.Metrics.Tests.Storage;

/// <summary>What a kill, a torn tail and damaged files leave: nothing that was synced is lost or altered, and damage is said.</summary>
public sealed class MetricCrashTests
{
    private static readonly Labels Up = Labels.Of("up", ("job", "a"));

    [Fact]
    public async Task A_torn_tail_costs_what_is_behind_the_tear_and_nothing_before_it()
    {
        await using var bench = await MetricBench.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(1, await bench.AddAsync(Up, (i, i)));
        }

        var random = new Random(11);
        byte[] whole = [];
        var left = 30;
        for (var run = 0; run < 12; run++)
        {
            await bench.ReopenAsync(() =>
            {
                var file = bench.Journal[^1];
                whole = File.ReadAllBytes(file);
                var end = Array.FindLastIndex(whole, b => b != 0); // room that was reserved is zero
                var cut = Math.Max(64, end - random.Next(1, 200));
                File.WriteAllBytes(file, [.. whole[..cut], .. random.Next(2) == 0 ? new byte[random.Next(40)] : []]);
            });
            var there = Seconds(bench);
            Assert.Equal(Enumerable.Range(0, there.Length), there);
            Assert.InRange(there.Length, Math.Max(0, left - 8), left);
            left = there.Length;
        }

        Assert.True(left < 30);
        Assert.Equal(1, await bench.AddAsync(Up, (100, 100)));
        await bench.ReopenAsync();
        Assert.Equal([.. Enumerable.Range(0, left), 100], Seconds(bench));
    }

    [Fact]
    public async Task After_a_kill_everything_synced_is_there_and_what_comes_then_stays_too()
    {
        await using var bench = await MetricBench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await bench.AddAsync(Up, (i, i));
            if (i is 9 or 14)
            {
                await bench.Store.FlushAsync(default);
            }
        }

        // What a killed process leaves is its files as they are at that moment.
        var left = Directory.CreateTempSubdirectory("strata-metrics-killed-").FullName;
        using (var copy = Process.Start("cp", ["-r", bench.Folder + "/.", left]))
        {
            await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var next = await MetricBench.StartAsync(folder: left);
        var there = Seconds(next);
        Assert.Equal(Enumerable.Range(0, there.Length), there);
        Assert.InRange(there.Length, 15, 20); // a block syncs the journal first
        for (var i = 20; i < 25; i++)
        {
            Assert.Equal(1, await next.AddAsync(Up, (i, i)));
        }

        await next.ReopenAsync();
        Assert.Equal([.. there, 20, 21, 22, 23, 24], Seconds(next));
        Assert.Empty(next.Told);
    }

    [Fact]
    public async Task Damage_in_the_middle_of_the_journal_is_said_and_no_sample_is_made_up()
    {
        for (var run = 0; run < 8; run++)
        {
            await using var bench = await MetricBench.StartAsync();
            for (var i = 0; i < 20; i++)
            {
                await bench.AddAsync(Up, (i, i));
            }

            await bench.CloseAsync();
            var file = bench.Journal[^1];
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[64 + ((bytes.Length - 64) * run / 9) + 30] ^= 0x21;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            var opened = await bench.TryOpenAsync();
            if (opened.IsOk)
            {
                var there = Seconds(bench);
                Assert.Equal(Enumerable.Range(0, there.Length), there); // within the last group that was synced, it looks like a torn tail
            }
            else
            {
                Assert.Contains("metrics", opened.Problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_half_made_block_of_any_stage_is_deleted_and_its_samples_come_from_the_journal()
    {
        await using var bench = await MetricBench.StartAsync();
        await bench.AddAsync(Up, (0, 0), (1, 1));
        await bench.ReopenAsync(() =>
        {
            File.WriteAllBytes(Path.Combine(bench.Blocks, "2.new"), [1, 2, 3]);
            File.WriteAllBytes(Path.Combine(bench.Blocks, "2.new.tmp"), [1]);
        });
        Assert.Equal([0, 1], Seconds(bench));
        Assert.Empty(Directory.GetFiles(bench.Blocks));
    }

    [Fact]
    public async Task A_day_that_cannot_be_read_does_not_take_its_parts_with_it()
    {
        await using var bench = await DayOfPartsAsync();
        var parts = Directory.GetFiles(bench.Blocks).ToDictionary(f => f, File.ReadAllBytes);
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.Store.FlushAsync(default);
        await bench.ReopenAsync(() =>
        {
            // The kill came between making the day and deleting its parts; the day's file was hit besides.
            var whole = Directory.GetFiles(bench.Blocks).Single();
            var bytes = File.ReadAllBytes(whole);
            bytes[^10] ^= 0x40;
            File.WriteAllBytes(whole, bytes);
            foreach (var (path, part) in parts)
            {
                File.WriteAllBytes(path, part);
            }
        });
        Assert.Equal([0, 1, 2, 3], Seconds(bench));
        Assert.Single(bench.Told);
    }

    [Fact]
    public async Task A_day_with_a_damaged_part_stays_in_parts_is_said_and_stops_nothing()
    {
        await using var bench = await DayOfPartsAsync();
        await bench.ReopenAsync(() =>
        {
            var part = Directory.GetFiles(bench.Blocks).Order().First();
            var bytes = File.ReadAllBytes(part);
            bytes[5] ^= 0x10; // within its chunk
            File.WriteAllBytes(part, bytes);
        });
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.AddAsync(Up, (90_000, 7));
        await bench.Store.FlushAsync(default);
        Assert.Equal(3, bench.Store.BlockCount);
        Assert.NotEmpty(bench.Told);
        Assert.All(bench.Told, told => Assert.Contains("is not brought together", told, StringComparison.Ordinal));
        Assert.Equal(["up{job=\"a\"} 7"], bench.At("up", 90_000));
        bench.Time.Advance(TimeSpan.FromDays(400));
        await bench.Store.FlushAsync(default);
        Assert.Empty(Directory.GetFiles(bench.Blocks));
    }

    private static async Task<MetricBench> DayOfPartsAsync()
    {
        var bench = await MetricBench.StartAsync();
        for (var i = 0; i < 4; i += 2)
        {
            await bench.AddAsync(Up, (i, i), (i + 1, i + 1));
            await bench.Store.FlushAsync(default);
        }

        Assert.Equal(2, bench.Store.BlockCount);
        return bench;
    }

    /// <summary>The samples that are there; each one's value is its second.</summary>
    private static int[] Seconds(MetricBench bench)
    {
        var found = bench.Store.Select([MetricBench.Home], [], 0, long.MaxValue);
        Assert.True(found.IsOk, found.ToString());
        return [.. found.Value.SelectMany(s => s.Samples).Select(s => { Assert.Equal(MetricBench.Ms(s.Value), s.TimeMs); return (int)s.Value; })];
    }
}
