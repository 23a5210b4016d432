namespace Strata.Tests.Shared;

/// <summary>A timer of <see cref="ManualTime"/>.</summary>
internal sealed class ManualTimer(ManualTime time, Action fire) : ITimer
{
    internal DateTimeOffset Due { get; set; }

    internal TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Set(this, dueTime, period);
        return true;
    }

    public void Dispose() => time.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire() => fire();
}
