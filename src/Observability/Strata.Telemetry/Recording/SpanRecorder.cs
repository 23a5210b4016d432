using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Recording;

/// <summary>
/// Listens to the activities of every <c>Strata.*</c> source and queues them as records. Nobody calls it and it never waits:
/// a full queue drops the span and counts it. A span takes the project of the one that started it, also where that one is
/// known by its context alone: running spans of this process are kept by id for that. A caller's traceparent names none of them.
/// </summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivityListener listener;
    private readonly Channel<SpanRecord> queue;
    private readonly SpanCapture capture;
    private readonly ConcurrentDictionary<ActivitySpanId, Activity> running = new();
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
            ActivityStarted = Begin,
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

    private void Begin(Activity activity)
    {
        Inherit(activity);
        running[activity.SpanId] = activity;
    }

    /// <summary>At the start and again at the end: who asks may become known between the two, or the parent may end first.</summary>
    private void Inherit(Activity activity)
    {
        if (activity.GetTagItem(StrataTags.Project) is null && running.TryGetValue(activity.ParentSpanId, out var parent) && parent.GetTagItem(StrataTags.Project) is { } project)
        {
            activity.SetTag(StrataTags.Project, project);
        }
    }

    private void Offer(Activity activity)
    {
        Inherit(activity);
        running.TryRemove(activity.SpanId, out _);
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
