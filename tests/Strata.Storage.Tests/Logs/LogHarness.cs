using System.Text;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Logs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Logs;

/// <summary>Opens the log "test" under a scratch directory, with small segments so that rolling happens.</summary>
internal sealed class LogHarness : IDisposable
{
    private readonly Scratch scratch = new();

    internal FaultyFiles Files { get; } = new();

    internal LogOptions Options { get; init; } = new() { SegmentBytes = 4096 };

    internal string Directory => System.IO.Path.Combine(scratch.Path, "test");

    internal string[] Segments => [.. System.IO.Directory.EnumerateFiles(Directory, "*.log").Order(StringComparer.Ordinal)];

    internal ValueTask<Result<IAppendLog>> TryOpenAsync() =>
        new FileAppendLogs(scratch.Path, Options, Files).OpenAsync("test", Options.SyncEvery, TestTime.Token);

    internal async ValueTask<IAppendLog> OpenAsync() => (await TryOpenAsync()).Value;

    internal static async Task AppendAsync(IAppendLog log, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            Assert.Equal(number, await log.AppendAsync(Record(number), TestTime.Token));
        }
    }

    /// <summary>A record that says its number, of a length that depends on it.</summary>
    internal static byte[] Record(int number) => Encoding.UTF8.GetBytes($"{number}:{new string('x', number * 7 % 200)}");

    internal static async Task<List<long>> NumbersAsync(IAppendLog log, long from = 1)
    {
        var numbers = new List<long>();
        await foreach (var record in log.ReadAsync(from, TestTime.Token))
        {
            Assert.Equal(Record((int)record.Sequence), record.Data.ToArray());
            numbers.Add(record.Sequence);
        }

        return numbers;
    }

    internal static IEnumerable<long> Range(long first, long last)
    {
        for (var number = first; number <= last; number++)
        {
            yield return number;
        }
    }

    public void Dispose() => scratch.Dispose();
}
