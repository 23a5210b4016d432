using Strata.Routing.Health;
using Strata.Routing.Policies;
using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>A target of a rule, bound to what is known of its health.</summary>
internal sealed class RouteTarget
{
    public required int Index { get; init; }

    public required Deployment Deployment { get; init; }

    public required DeploymentHealth Health { get; init; }

    /// <summary>One lane for each of the provider's credentials, in their order.</summary>
    public required Lane[] Lanes { get; init; }

    public double Weight { get; init; } = 1;

    public int Priority { get; init; }

    public IReadOnlyList<Condition> When { get; init; } = [];

    public required CallClocks Clocks { get; init; }

    public ulong Bit => 1UL << Index;

    public bool IsFull =>
        (Deployment.ParallelMax > 0 && Health.InFlight >= Deployment.ParallelMax)
        || (Deployment.Provider.ParallelMax > 0 && Health.Provider.InFlight >= Deployment.Provider.ParallelMax);
}
