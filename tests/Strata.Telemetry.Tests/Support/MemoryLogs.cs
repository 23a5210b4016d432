using System.Runtime.CompilerServices;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Telemetry.Tests.Support;

/// <summary>An append log in memory that outlives the host which wrote it, and can play a full disk.</summary>
internal sealed class MemoryLogs : IAppendLogs, IAppendLog
{
    public List<LogRecord> Records { get; } = [];

    public bool DiskFull { get; set; }

    public long LastSequence { get; private set; }

    public ValueTask<Result<IAppendLog>> OpenAsync(string name, TimeSpan syncEvery, CancellationToken cancellationToken) =>
        new(ResultOf.Value<IAppendLog>(this));

    public Task SyncAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (DiskFull)
        {
            throw new IOException("No space left on device.");
        }

        Records.Add(new LogRecord(++LastSequence, record.ToArray()));
        return new(LastSequence);
    }

    public async IAsyncEnumerable<LogRecord> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var record in Records.Where(r => r.Sequence >= fromSequence).ToArray())
        {
            yield return record;
        }
    }

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        Records.RemoveAll(r => r.Sequence <= throughSequence);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
