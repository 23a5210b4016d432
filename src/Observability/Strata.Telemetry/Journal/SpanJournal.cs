using Microsoft.Extensions.Logging;
using Strata.Core.Storage;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Journal;

/// <summary>
/// The spans on disk: one log record per batch, the oldest trimmed when the bound is passed. Losing the disk costs only
/// durability: the failure is logged once per stretch and counted, and spans stay in memory.
/// </summary>
internal sealed class SpanJournal(IAppendLogs? logs, long bytesMax, ILogger logger) : IAsyncDisposable
{
    private readonly SpanBatchWriter writer = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Queue<(long Sequence, int Bytes)> batches = new();
    private IAppendLog? log;
    private long bytes;
    private bool failing;

    /// <summary>Spans that could not be written.</summary>
    public long Unwritten { get; private set; }

    /// <summary>Opens the log and hands every span in it to <paramref name="take"/>, oldest first.</summary>
    public async ValueTask OpenAsync(Action<SpanRecord> take, CancellationToken cancellationToken)
    {
        if (logs is null)
        {
            return;
        }

        var opened = await logs.OpenAsync("spans", TimeSpan.FromSeconds(1), cancellationToken);
        if (!opened.Try(out log, out var problem))
        {
            Log.JournalNotOpened(logger, problem.Message);
            return;
        }

        var reader = new SpanBatchReader();
        await foreach (var record in log.ReadAsync(1, cancellationToken))
        {
            Count(record.Sequence, record.Data.Length);
            if (!reader.Read(record.Data.Span).Try(out var spans, out var unreadable))
            {
                Log.BatchSkipped(logger, record.Sequence, unreadable.Message);
                continue;
            }

            foreach (var span in spans)
            {
                take(span);
            }
        }
    }

    /// <summary>Writes a batch; several may ask at a time.</summary>
    /// <returns>Whether it is on disk, or there is no disk to be on.</returns>
    public async ValueTask<bool> AppendAsync(IReadOnlyList<SpanRecord> spans, CancellationToken cancellationToken)
    {
        if (log is null)
        {
            return true;
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            var data = writer.Write(spans);
            Count(await log.AppendAsync(data, cancellationToken), data.Length);
            failing = false;
            await TrimAsync(cancellationToken);
            return true;
        }
        catch (IOException failure)
        {
            Unwritten += spans.Count;
            if (!failing)
            {
                Log.AppendFailed(logger, failure);
            }

            failing = true;
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        turn.Dispose();
        return log?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Count(long sequence, int size)
    {
        batches.Enqueue((sequence, size));
        bytes += size;
    }

    private async ValueTask TrimAsync(CancellationToken cancellationToken)
    {
        long? through = null;
        while (bytes > bytesMax && batches.Count > 1)
        {
            var (sequence, size) = batches.Dequeue();
            bytes -= size;
            through = sequence;
        }

        if (through is { } last)
        {
            await log!.TrimAsync(last, cancellationToken);
        }
    }
}
