namespace Strata.Gateway.Tests.Limits;

/// <summary>A wall clock and a monotonic one that do not move together.</summary>
internal sealed class SetBackTime : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

    public TimeSpan Elapsed { get; set; } = TimeSpan.FromHours(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => Elapsed.Ticks;
}
