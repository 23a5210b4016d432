using Strata.Routing.Providers;

namespace Strata.Routing.Policies;

/// <summary>Clocks that a route sets in place of its targets' own. Null leaves the target's.</summary>
public sealed record RouteClocks
{
    /// <summary>To a connection.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>To the first byte of an answer, and the first content of a stream.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>Between two reads.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>The least a stream must bring.</summary>
    public MinRate? Rate { get; init; }

    /// <summary>The whole call.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>The clocks of a target under this route.</summary>
    public CallClocks Over(CallClocks own) => own with
    {
        Connect = Connect ?? own.Connect,
        FirstByte = FirstByte ?? own.FirstByte,
        Idle = Idle ?? own.Idle,
        Rate = Rate ?? own.Rate,
        Total = Total ?? own.Total,
    };
}
