using Strata.Routing.Policies;

namespace Strata.Routing.Options;

/// <summary>One target of a route.</summary>
public sealed record TargetOptions
{
    /// <summary><c>provider/model</c>, a listed name, or <c>strata/model</c> for a model of this process.</summary>
    public required string Deployment { get; init; }

    /// <summary>Its share among targets of the same priority.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Lower comes first; a higher one is asked when none of the lower is usable.</summary>
    public int Priority { get; init; }

    /// <summary>What must hold of a request that goes here.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];
}
