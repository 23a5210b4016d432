namespace Strata.Traces.Tests.Support;

/// <summary>A clock that stands, whose timers run: for stores with loops of their own.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
