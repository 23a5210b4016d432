namespace Strata.Routing.Health;

/// <summary>Milliseconds since it was made, monotonic. They begin at a minute, so that 0 is always long past.</summary>
internal sealed class HealthClock(TimeProvider time)
{
    private const long Beginning = 60_000;
    private readonly long startedAt = time.GetTimestamp();
    private readonly double msPerTick = 1_000.0 / time.TimestampFrequency;

    public long NowMs => Beginning + (long)((time.GetTimestamp() - startedAt) * msPerTick);
}
