using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Strata.Core.Results;
using Strata.Telemetry.Stores;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Telemetry.Recording;

/// <summary>
/// Carries our own spans into the store, and by the same way onward to whoever else takes spans: one append for what came within a
/// tenth of a second. Losing the disk costs traces, never a request: what cannot be stored is counted. A stop stores what is there.
/// </summary>
internal sealed class SpanPump(SpanRecorder recorder, ActivityRecorder activities, ISpanSink sink, StoreService store, TimeProvider time, ILogger<SpanPump> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;
    private long lost;
    private bool failing;

    /// <summary>Spans that could not be stored.</summary>
    public long Lost => Volatile.Read(ref lost);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        activities.Start();
        loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        activities.Dispose();
        await stopping.CancelAsync();
        recorder.Complete();
        await loop; // what waits is one append, also where the drain is over
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        await store.Opened;
        while (await recorder.WaitAsync(CancellationToken.None))
        {
            await Task.Delay(Gather, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // one append for many spans
            await recorder.DrainAsync(StoreAsync, CancellationToken.None);
        }

        await recorder.DrainAsync(StoreAsync, CancellationToken.None);
    }

    private async ValueTask StoreAsync(SpanBuffer buffer)
    {
        try
        {
            Problem? problem;
            while (!(await sink.AppendAsync(buffer.Batch, CancellationToken.None)).Try(out _, out problem))
            {
                if (problem.Code != ProblemCode.Overloaded || stopping.IsCancellationRequested)
                {
                    Lose(buffer.Batch.Count, problem);
                    return;
                }

                await Task.Delay(Again, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            failing = false;
        }
        catch (Exception defect)
        {
            Interlocked.Add(ref lost, buffer.Batch.Count);
            Log.Defect(logger, defect, buffer.Batch.Count);
        }
    }

    /// <summary>Said once per stretch of failures.</summary>
    private void Lose(int spans, Problem problem)
    {
        Interlocked.Add(ref lost, spans);
        if (!failing)
        {
            Log.NotStored(logger, problem.Message);
        }

        failing = true;
    }
}
