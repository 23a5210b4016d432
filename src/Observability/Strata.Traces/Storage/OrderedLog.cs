using Strata.Core.Storage;

namespace Strata.Traces.Storage;

/// <summary>
/// Appends records to a log and applies each to memory in the log's order, so that "applied up to n" is a statement. Applying is done
/// under the lock that is given; <see cref="Applied"/> already counts the record that is being applied.
/// </summary>
internal sealed class OrderedLog(Lock applying, Func<WaitingRecord, (int Stored, int Duplicates)> apply)
{
    private readonly SortedDictionary<long, WaitingRecord> waiting = [];
    private long waitingBytes;

    /// <summary>The log; set once, when it has opened.</summary>
    public IAppendLog? Log { get; set; }

    /// <summary>The last record that was applied.</summary>
    public long Applied { get; set; }

    /// <summary>Bytes of records on their way.</summary>
    public long WaitingBytes => Interlocked.Read(ref waitingBytes);

    /// <summary>Appends a record; done when it is on disk and applied.</summary>
    public async ValueTask<(int Stored, int Duplicates)> AppendAsync(ReadOnlyMemory<byte> record, WaitingRecord entry)
    {
        Interlocked.Add(ref waitingBytes, record.Length);
        try
        {
            // Not cancellable: once it is on its way it gets a number, and every number has to be applied.
            var sequence = await Log!.AppendAsync(record, CancellationToken.None);
            lock (applying)
            {
                waiting.Add(sequence, entry);
                while (waiting.Remove(Applied + 1, out var next))
                {
                    ApplyNext(next);
                }
            }

            await entry.Completion.Task;
            return entry.Applied;
        }
        finally
        {
            Interlocked.Add(ref waitingBytes, -record.Length);
        }
    }

    /// <summary>Applies the next record. A defect fails its caller and not those behind it: its spans are in the log, and the next start tries again.</summary>
    private void ApplyNext(WaitingRecord next)
    {
        Applied++;
        try
        {
            next.Applied = apply(next);
            next.Completion.SetResult();
        }
        catch (Exception failure)
        {
            next.Completion.SetException(failure);
        }
    }
}
