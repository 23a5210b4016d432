using System.Diagnostics;
using System.Globalization;
using Strata.Storage.Logs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

/// <summary>
/// Prints what an append costs beside the floor, a loop of write and fsync on the same disk:
/// <c>Strata.Storage.Tests log-measure [SECONDS] [RECORD BYTES]</c>. CPU is the whole process's, per append.
/// </summary>
internal static class LogMeasure
{
    internal const string Verb = "log-measure";

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var bytes = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 256;
        using var scratch = new Scratch();
        await Console.Out.WriteLineAsync($"records of {bytes} bytes, {seconds} s each, {Environment.ProcessorCount} processors");
        await Console.Out.WriteLineAsync("| | appends/s | syncs/s | CPU µs/append | bytes allocated/append |");
        await Console.Out.WriteLineAsync("|---|---|---|---|---|");
        Floor(scratch.At("floor"), bytes, TimeSpan.FromSeconds(0.5));
        await Report("write + fsync loop", () => Task.FromResult(Floor(scratch.At("floor"), bytes, TimeSpan.FromSeconds(seconds))));
        foreach (var appenders in new[] { 1, 64, 64, 1024 })
        {
            await Report($"{appenders} appenders", () => LogAsync(scratch.Path, appenders, bytes, TimeSpan.FromSeconds(seconds)));
        }

        return 0;
    }

    private static async Task Report(string name, Func<Task<(long Appends, long Syncs)>> run)
    {
        var (cpu, clock, allocated) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var (appends, syncs) = await run();
        var seconds = clock.Elapsed.TotalSeconds;
        var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / appends;
        await Console.Out.WriteLineAsync(
            $"| {name} | {appends / seconds:F0} | {syncs / seconds:F0} | {micros:F1} | {(GC.GetTotalAllocatedBytes() - allocated) / appends} |");
    }

    private static (long, long) Floor(string path, int bytes, TimeSpan time)
    {
        using var file = DiskFiles.Instance.Create(path);
        var record = new byte[LogLayout.RecordBytes(bytes)];
        var clock = Stopwatch.StartNew();
        var count = 0;
        while (clock.Elapsed < time)
        {
            file.Write(record, (long)count * record.Length);
            file.Sync();
            count++;
        }

        return (count, count);
    }

    private static async Task<(long, long)> LogAsync(string root, int appenders, int bytes, TimeSpan time)
    {
        var files = new FaultyFiles();
        var log = (await new FileAppendLogs(root, new LogOptions(), files).OpenAsync("measured", TimeSpan.Zero, CancellationToken.None)).Value;
        await using var held = log;
        var before = log.LastSequence;
        var record = new byte[bytes];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < time)
            {
                await log.AppendAsync(record, CancellationToken.None);
            }
        })));
        return (log.LastSequence - before, files.Syncs);
    }
}
