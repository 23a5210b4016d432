using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Storage.Logs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

/// <summary>A child process appends; it is killed with SIGKILL, or its disk ends. <c>STRATA_CRASH_ROUNDS</c> asks for more kills.</summary>
public sealed class LogCrashTests
{
    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("STRATA_CRASH_ROUNDS") ?? "10", CultureInfo.InvariantCulture);

    /// <param name="syncMilliseconds">Zero: durable before the append returns.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task After_kill_9_every_acknowledged_record_is_there_once(int syncMilliseconds)
    {
        using var scratch = new Scratch();
        var random = new Random(7);
        var acknowledged = new Dictionary<long, string>();
        for (var round = 0; round < Rounds; round++)
        {
            using var child = Start("dotnet", [Assembly, LogChild.Verb, scratch.Path, "100", $"{syncMilliseconds}"]);
            var before = acknowledged.Count;
            var lines = random.Next(1, 600);
            for (var i = 0; i <= lines; i++)
            {
                Read(await child.StandardOutput.ReadLineAsync(TestTime.Token), acknowledged);
            }

            child.Kill();
            while (await child.StandardOutput.ReadLineAsync(TestTime.Token) is { } line)
            {
                Read(line, acknowledged);
            }

            await child.WaitForExitAsync(TestTime.Token);
            Assert.True(acknowledged.Count > before, $"round {round}: {await child.StandardError.ReadToEndAsync(TestTime.Token)}");
            await AssertWholeAsync(scratch, acknowledged);
        }
    }

    /// <param name="syncMilliseconds">Zero: durable before the append returns.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task When_the_file_system_refuses_the_acknowledged_records_are_there(int syncMilliseconds)
    {
        using var scratch = new Scratch();
        // A limit on file size below a segment's: the kernel itself refuses the write. Blocks of 1,024 bytes.
        using var child = Start("bash", ["-c", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 40; exec \"$@\"", "bash", "dotnet", Assembly, LogChild.Verb, scratch.Path, "1000", $"{syncMilliseconds}"]);
        var acknowledged = new Dictionary<long, string>();
        var refused = false;
        while (await child.StandardOutput.ReadLineAsync(TestTime.Token) is { } line)
        {
            refused |= line.StartsWith("refused", StringComparison.Ordinal);
            Read(line, acknowledged);
        }

        await child.WaitForExitAsync(TestTime.Token);
        Assert.True(refused, $"exit {child.ExitCode}: {await child.StandardError.ReadToEndAsync(TestTime.Token)}");
        Assert.NotEmpty(acknowledged);
        await AssertWholeAsync(scratch, acknowledged);
    }

    private static string Assembly => typeof(LogCrashTests).Assembly.Location;

    // A line is whole where it ends in a dot; the kill may cut the last one.
    private static void Read(string? line, Dictionary<long, string> acknowledged)
    {
        if (line?.Split(' ') is [var number, [.. var tag, '.']] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            acknowledged.Add(sequence, tag);
        }
    }

    private static async Task AssertWholeAsync(Scratch scratch, Dictionary<long, string> acknowledged)
    {
        var opened = await new FileAppendLogs(scratch.Path, new LogOptions { SegmentBytes = 64 * 1024 }, DiskFiles.Instance).OpenAsync("crash", TimeSpan.Zero, TestTime.Token);
        await using var log = opened.Value;
        var tags = new Dictionary<long, string>();
        await foreach (var record in log.ReadAsync(1, TestTime.Token))
        {
            tags.Add(record.Sequence, Encoding.ASCII.GetString(record.Data.Span).TrimEnd());
        }

        Assert.Equal(LogHarness.Range(1, log.LastSequence), tags.Keys.Order());
        Assert.Equal(tags.Count, tags.Values.Distinct().Count());
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, tags.GetValueOrDefault(pair.Key)));
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
