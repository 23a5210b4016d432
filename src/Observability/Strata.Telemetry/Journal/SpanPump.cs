using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Traces;
using Strata.Telemetry.Traffic;

namespace Strata.Telemetry.Journal;

/// <summary>
/// Carries spans from the recorder's queue into memory, traffic and journal, in batches. Order of a batch: memory first, so
/// that a trace is readable at once; then the disk. The last batch is written before a stop ends.
/// </summary>
internal sealed class SpanPump(SpanRecorder recorder, SpanStore store, TrafficSeries traffic, SpanJournal journal, TimeProvider time, ILogger<SpanPump> logger) : IHostedService
{
    private const int BatchMax = 512;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private readonly TaskCompletionSource replayed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task loop = Task.CompletedTask;

    /// <summary>Done when the journal was read.</summary>
    public Task Replayed => replayed.Task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Start();
        loop = Task.Run(() => RunAsync(CancellationToken.None), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        recorder.Stop();
        await loop.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var disk = journal;
        try
        {
            await journal.OpenAsync(Keep, cancellationToken);
        }
        catch (IOException failure)
        {
            Log.AppendFailed(logger, failure);
        }
        finally
        {
            replayed.TrySetResult();
        }

        var batch = new List<SpanRecord>(BatchMax);
        while (await recorder.Queue.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < BatchMax && recorder.Queue.TryRead(out var span))
            {
                Keep(span);
                batch.Add(span);
            }

            await journal.AppendAsync(batch, cancellationToken);
            if (batch.Count < BatchMax)
            {
                await Task.Delay(Gather, time, CancellationToken.None); // one waking and one write for many spans
            }
        }
    }

    private void Keep(SpanRecord span)
    {
        if (store.Add(span))
        {
            traffic.Add(span);
        }
    }
}
