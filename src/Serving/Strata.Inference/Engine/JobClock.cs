using Strata.Core.Generation;

namespace Strata.Inference.Engine;

/// <summary>The stations of a job in time: queued, started, first token, ended. Written by the engine, read once it has ended.</summary>
internal sealed class JobClock(TimeProvider time)
{
    private readonly long queued = time.GetTimestamp();
    private long started;
    private long first;
    private long ended;

    public DateTimeOffset QueuedAt { get; } = time.GetUtcNow();

    public GenerationTimings Timings => new(Between(queued, started), Between(started, first), Between(first, ended));

    public void Start() => Mark(ref started);

    public void FirstToken() => Mark(ref first);

    public void End() => Mark(ref ended);

    /// <summary>A station counts once: a preempted sequence started when it first started.</summary>
    private void Mark(ref long station)
    {
        if (station == 0)
        {
            station = time.GetTimestamp();
        }
    }

    private TimeSpan Between(long from, long to) => from == 0 || to == 0 ? TimeSpan.Zero : time.GetElapsedTime(from, to);
}
