namespace Strata.Server.Tests.Support;

/// <summary>A clock that moves when told; its timers fire on the way.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), period);
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        timer.DueAt = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : now + dueTime;
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        now += by;
        ManualTimer[] all;
        lock (gate)
        {
            all = [.. timers];
        }

        foreach (var timer in all)
        {
            timer.FireIfDue(now);
        }
    }

    private sealed class ManualTimer(Action fire, TimeSpan period) : ITimer
    {
        private bool ended;

        public DateTimeOffset DueAt { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod) => true;

        public void FireIfDue(DateTimeOffset at)
        {
            if (!ended && at >= DueAt)
            {
                DueAt = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? DateTimeOffset.MaxValue : at + period;
                fire();
            }
        }

        public void Dispose() => ended = true;

        public ValueTask DisposeAsync()
        {
            ended = true;
            return ValueTask.CompletedTask;
        }
    }
}
