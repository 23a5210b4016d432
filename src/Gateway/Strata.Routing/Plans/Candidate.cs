using Strata.Routing.Health;
using Strata.Routing.Providers;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>One attempt to make: where, as whom, and why. Its end must be reported to the plan that gave it.</summary>
public readonly record struct Candidate
{
    /// <summary>Counted from 1 within the request.</summary>
    public int Number { get; init; }

    /// <summary>What is asked.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>As whom.</summary>
    public required Credential Credential { get; init; }

    /// <summary>Why this one.</summary>
    public PickReason Reason { get; init; }

    /// <summary>Its clocks under this route.</summary>
    public required CallClocks Clocks { get; init; }

    internal RouteTarget Target { get; init; }

    internal Lane Lane { get; init; }

    internal bool IsProbe { get; init; }

    internal long StartedMs { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number}: {Deployment.Name} as {Credential.Name} ({Reason})";
}
