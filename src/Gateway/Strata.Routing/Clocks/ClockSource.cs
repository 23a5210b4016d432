namespace Strata.Routing.Clocks;

/// <summary>A token and a timer, which serve one attempt after another. A timer that rings for nobody sleeps until somebody needs it.</summary>
internal sealed class ClockSource : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly CancellationTokenSource source = new();
    private readonly ITimer timer;
    private AttemptClock? owner;
    private long ringsAt = long.MaxValue;

    public ClockSource(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(static state => ((ClockSource)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    /// <summary>From now on it rings for an attempt.</summary>
    public void Begin(AttemptClock clock)
    {
        lock (gate)
        {
            owner = clock;
        }
    }

    /// <summary>It rings for nobody any more; false where it cannot serve another.</summary>
    public bool TryEnd()
    {
        lock (gate)
        {
            owner = null;
        }

        return source.TryReset();
    }

    public void Cancel() => source.Cancel();

    /// <summary>Has the timer ring at a timestamp, or before.</summary>
    public void WakeBy(long until, long now)
    {
        if (until >= Volatile.Read(ref ringsAt))
        {
            return;
        }

        lock (gate)
        {
            Volatile.Write(ref ringsAt, until);
            timer.Change(TimeSpan.FromSeconds(Math.Max(0, until - now) / (double)time.TimestampFrequency), Timeout.InfiniteTimeSpan); // false where it ended meanwhile
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Ring()
    {
        AttemptClock? rings;
        lock (gate)
        {
            Volatile.Write(ref ringsAt, long.MaxValue);
            rings = owner;
        }

        rings?.Ring(this);
    }
}
