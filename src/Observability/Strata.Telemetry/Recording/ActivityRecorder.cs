using System.Collections.Concurrent;
using System.Diagnostics;
using Strata.Telemetry.Spans;
using Strata.Traces.Recording;

namespace Strata.Telemetry.Recording;

/// <summary>
/// Listens to the activities of every <c>Strata.*</c> source and writes each into the recorder when it ends. A span takes project and
/// key of the one that started it, also where that one is known by its context alone: running activities are kept by id for that.
/// A caller's traceparent names none of them. What belongs to no project is not kept: nobody could read it.
/// </summary>
internal sealed class ActivityRecorder : IDisposable
{
    private static readonly string[] Inherited = [StrataTags.Organization, StrataTags.Project, StrataTags.Key];

    private readonly ActivityListener listener;
    private readonly SpanRecorder recorder;
    private readonly ConcurrentDictionary<ActivitySpanId, Activity> running = new();

    public ActivityRecorder(SpanRecorder recorder)
    {
        this.recorder = recorder;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Strata.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = Begin,
            ActivityStopped = End,
        };
    }

    public void Start() => ActivitySource.AddActivityListener(listener);

    public void Dispose() => listener.Dispose();

    private void Begin(Activity activity)
    {
        Inherit(activity);
        running[activity.SpanId] = activity;
    }

    /// <summary>At the start and again at the end: who asks may become known between the two, or the parent may end first.</summary>
    private void Inherit(Activity activity)
    {
        if (activity.GetTagItem(StrataTags.Project) is null && running.TryGetValue(activity.ParentSpanId, out var parent) && parent.GetTagItem(StrataTags.Project) is not null)
        {
            foreach (var name in Inherited)
            {
                activity.SetTag(name, parent.GetTagItem(name));
            }
        }
    }

    private void End(Activity activity)
    {
        Inherit(activity);
        running.TryRemove(activity.SpanId, out _);
        if (activity.GetTagItem(StrataTags.Project) is string { Length: > 0 })
        {
            recorder.Write(activity, static (buffer, ended) => ActivitySpan.Write(buffer, ended));
        }
    }
}
