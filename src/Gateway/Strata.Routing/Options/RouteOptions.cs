using Strata.Routing.Policies;

namespace Strata.Routing.Options;

/// <summary>One route: which requests it takes, and where they go.</summary>
public sealed record RouteOptions
{
    /// <summary>Its name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The models that are asked for; a name may end in <c>*</c>. Empty takes the route's own name.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>What else must hold of a request.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>Where it goes.</summary>
    public IReadOnlyList<TargetOptions> Targets { get; init; } = [];

    /// <summary>How one of several is chosen.</summary>
    public RouteStrategy Strategy { get; init; }

    /// <summary>What keeps going to the same target, as in a condition; empty for nothing.</summary>
    public string Sticky { get; init; } = "";

    /// <summary>Where failed requests go.</summary>
    public FallbackOptions Fallbacks { get; init; } = new();

    /// <summary>A share for a new deployment; null for none.</summary>
    public ShareOptions? Canary { get; init; }

    /// <summary>An A/B test; null for none.</summary>
    public ExperimentOptions? Experiment { get; init; }

    /// <summary>A share that is sent to another deployment besides, whose answer nobody gets; null for none.</summary>
    public ShareOptions? Mirror { get; init; }

    /// <summary>Regions in the order of preference; empty for no preference.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Whether targets elsewhere are never asked.</summary>
    public bool RegionsOnly { get; init; }

    /// <summary>How failed attempts are followed.</summary>
    public RetryPolicy Retries { get; init; } = new();

    /// <summary>When a second target is asked beside a slow one.</summary>
    public HedgePolicy Hedge { get; init; } = new();

    /// <summary>Whether a stream that broke is continued on another target.</summary>
    public bool Continuation { get; init; }

    /// <summary>Clocks in place of the targets' own.</summary>
    public RouteClocks Clocks { get; init; } = new();

    /// <summary>The name of its cache policy; empty for the default.</summary>
    public string Cache { get; init; } = "";

    /// <summary>The names of its guard policies.</summary>
    public IReadOnlyList<string> Guards { get; init; } = [];
}
