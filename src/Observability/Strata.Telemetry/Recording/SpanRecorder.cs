using System.Diagnostics;
using System.Threading.Channels;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Recording;

/// <summary>
/// Listens to the activities of every <c>Strata.*</c> source and queues them as records. Nobody calls it and it never waits:
/// a full queue drops the span and counts it.
/// </summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivityListener listener;
    private readonly Channel<SpanRecord> queue;
    private readonly SpanCapture capture;
    private long dropped;
    private long taken;

    public SpanRecorder(SpanLimits limits)
    {
        capture = new SpanCapture(limits);
        queue = Channel.CreateBounded<SpanRecord>(new BoundedChannelOptions(limits.QueueSpansMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Strata.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Offer,
        };
    }

    /// <summary>What waits to be stored.</summary>
    public ChannelReader<SpanRecord> Queue => queue.Reader;

    /// <summary>Spans dropped because the queue was full.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Spans queued.</summary>
    public long Taken => Volatile.Read(ref taken);

    public void Start() => ActivitySource.AddActivityListener(listener);

    /// <summary>Stops listening; what is queued can still be read.</summary>
    public void Stop()
    {
        listener.Dispose();
        queue.Writer.TryComplete();
    }

    public void Dispose() => Stop();

    private void Offer(Activity activity)
    {
        if (queue.Writer.TryWrite(capture.Take(activity)))
        {
            Interlocked.Increment(ref taken);
        }
        else
        {
            Interlocked.Increment(ref dropped);
        }
    }
}
