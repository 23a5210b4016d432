using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Core.Storage;
using Strata.Storage.Logs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

/// <summary>
/// The child of the crash and disk-full tests: several appenders, each printing the number of every record once it was
/// acknowledged, and what stands in it.
/// </summary>
internal static class LogChild
{
    internal const string Verb = "log-child";
    private const int Appenders = 4;
    private static int count;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var (root, recordBytes) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var opened = await new FileAppendLogs(root, new LogOptions { SegmentBytes = 64 * 1024 }, DiskFiles.Instance)
            .OpenAsync("crash", TimeSpan.FromMilliseconds(int.Parse(arguments[2], CultureInfo.InvariantCulture)), CancellationToken.None);
        if (!opened.IsOk)
        {
            await Console.Error.WriteLineAsync(opened.Problem.ToString());
            return 2;
        }

        await using var log = opened.Value;
        await Console.Out.WriteLineAsync("open");
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Appenders).Select(_ => AppendAsync(log, recordBytes)));
        }
        catch (IOException refused)
        {
            await Console.Out.WriteLineAsync($"refused {refused.Message}");
        }

        return 0;
    }

    private static async Task AppendAsync(IAppendLog log, int recordBytes)
    {
        // Ends by itself where the parent died and nobody kills it.
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TestTime.Patience)
        {
            var tag = $"{Environment.ProcessId}-{Interlocked.Increment(ref count)}";
            var number = await log.AppendAsync(Encoding.ASCII.GetBytes(tag.PadRight(recordBytes)), CancellationToken.None);
            // One write of one line: what the parent reads was acknowledged before.
            Console.Out.WriteLine($"{number} {tag}.");
        }
    }
}
