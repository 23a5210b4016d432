namespace Strata.Routing.Health;

/// <summary>When a breaker opens, and for how long.</summary>
public sealed record BreakerPolicy
{
    /// <summary>The window that is counted, in ten buckets.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The least failures in the window that can open it.</summary>
    public int FailuresMin { get; init; } = 5;

    /// <summary>The share of failures in the window that opens it.</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>Failures in a row within the window, without one success between, that open it at once: a dead target is noticed however busy it was.</summary>
    public int InARow { get; init; } = 8;

    /// <summary>How long it stays open the first time; doubled each time the probe fails.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest it stays open.</summary>
    public TimeSpan OpenMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After how long a probe that was never reported is given up.</summary>
    public TimeSpan ProbeFor { get; init; } = TimeSpan.FromSeconds(60);
}
