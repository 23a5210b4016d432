namespace Strata.Routing.Health;

/// <summary>How a breaker stands.</summary>
public enum BreakerState
{
    /// <summary>Calls pass.</summary>
    Closed,

    /// <summary>Calls do not pass.</summary>
    Open,

    /// <summary>The time is up: one call may probe.</summary>
    HalfOpen,

    /// <summary>One call is probing.</summary>
    Probing,
}
