using Strata.Core.Results;

namespace Strata.Storage.Tests.Logs;

/// <summary>Damaged files: opening gives exactly a prefix of what was appended, or a problem; never a hole, never other bytes.</summary>
public sealed class LogDamageTests
{
    private const int Records = 60;

    [Fact]
    public async Task Whatever_is_cut_or_flipped_opening_gives_a_prefix_or_a_problem()
    {
        const int seed = 20261121;
        using var harness = new LogHarness { Options = new() { SegmentBytes = 2048 } };
        await FillAsync(harness);
        var whole = harness.Segments.Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToArray();
        var random = new Random(seed);
        var (prefixes, problems) = (0, 0);
        for (var round = 0; round < 150; round++)
        {
            Array.ForEach(harness.Segments, File.Delete);
            Array.ForEach(whole, segment => File.WriteAllBytes(segment.Path, segment.Bytes));
            var (path, bytes) = whole[random.Next(whole.Length)];
            var last = path == whole[^1].Path;
            await File.WriteAllBytesAsync(path, Damage((byte[])bytes.Clone(), random));

            var opened = await harness.TryOpenAsync();
            if (!opened.IsOk)
            {
                problems++;
                Assert.Equal((ProblemCode.CorruptData, path), (opened.Problem.Code, opened.Problem.Field));
                continue;
            }

            prefixes++;
            await using var log = opened.Value;
            var numbers = await LogHarness.NumbersAsync(log);
            Assert.True(last || numbers.Count == Records, $"seed {seed}, round {round}: damage in {path} was passed over");
            Assert.Equal(LogHarness.Range(1, numbers.Count), numbers);
            await LogHarness.AppendAsync(log, numbers.Count + 1, numbers.Count + 2);
        }

        Assert.True(prefixes > 20 && problems > 20, $"{prefixes} prefixes, {problems} problems");
    }

    [Fact]
    public async Task A_flip_before_the_last_acknowledged_batch_is_a_problem_with_path_and_offset()
    {
        using var harness = new LogHarness { Options = new() };
        await FillAsync(harness);
        var path = Assert.Single(harness.Segments);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var problem = (await harness.TryOpenAsync()).Problem;

        Assert.Equal((ProblemCode.CorruptData, path), (problem.Code, problem.Field));
        Assert.Matches("at byte [0-9]+: record [0-9]+ is damaged, and later records stand behind it", problem.Message);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_batch_torn_in_its_middle_is_a_tail_although_later_records_of_it_are_whole()
    {
        using var harness = new LogHarness { Options = new() };
        await using (var log = await harness.OpenAsync())
        {
            await LogHarness.AppendAsync(log, 1, 5);
            // Held in one batch: a disk may persist its pages in any order, and the crash came before the sync returned.
            harness.Files.SyncGate.Reset();
            var appends = Enumerable.Range(6, 20).Select(number => log.AppendAsync(LogHarness.Record(number), CancellationToken.None).AsTask()).ToArray();
            harness.Files.SyncGate.Set();
            await Task.WhenAll(appends);
        }

        var path = Assert.Single(harness.Segments);
        var bytes = File.ReadAllBytes(path);
        var torn = bytes.AsSpan().IndexOf("20:"u8);
        bytes.AsSpan(torn, 8).Clear();
        File.WriteAllBytes(path, bytes);

        await using var again = await harness.OpenAsync();
        Assert.Equal(LogHarness.Range(1, 19), await LogHarness.NumbersAsync(again));
    }

    [Fact]
    public async Task A_log_stored_inside_a_torn_record_is_not_taken_for_the_logs_own_records()
    {
        using var harness = new LogHarness { Options = new() };
        await FillAsync(harness);
        var path = Assert.Single(harness.Segments);
        await using (var log = await harness.OpenAsync())
        {
            await log.AppendAsync(new byte[8].Concat(File.ReadAllBytes(path).Skip(64)).ToArray(), CancellationToken.None);
        }

        // The same salt is the worst case: the copy is of this very segment.
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^16]);

        await using var again = await harness.OpenAsync();
        Assert.Equal(Records, again.LastSequence);
    }

    [Fact]
    public async Task A_later_version_and_a_missing_segment_are_problems_that_say_so()
    {
        using var harness = new LogHarness { Options = new() { SegmentBytes = 2048 } };
        await FillAsync(harness);
        var segments = harness.Segments;
        var middle = File.ReadAllBytes(segments[1]);
        File.Delete(segments[1]);
        Assert.Contains("the next segment begins with", (await harness.TryOpenAsync()).Problem.Message, StringComparison.Ordinal);

        middle[8] = 2;
        File.WriteAllBytes(segments[1], WithChecksum(middle));
        Assert.Contains("it has version 2, and this build reads version 1", (await harness.TryOpenAsync()).Problem.Message, StringComparison.Ordinal);
    }

    private static byte[] WithChecksum(byte[] segment)
    {
        BitConverter.GetBytes(Durability.Crc32C.Of(segment.AsSpan(0, 60))).CopyTo(segment, 60);
        return segment;
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                var start = random.Next(bytes.Length);
                bytes.AsSpan(start, Math.Min(random.Next(1, 64), bytes.Length - start)).Clear();
                return bytes;
            default:
                return [.. bytes, .. new byte[random.Next(1, 100)]];
        }
    }

    private static async Task FillAsync(LogHarness harness)
    {
        await using var log = await harness.OpenAsync();
        await LogHarness.AppendAsync(log, 1, Records);
    }
}
