using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Policies;

namespace Strata.Routing.Routes;

/// <summary>
/// Where the requests for a name go, built and immutable. Targets are numbered, at most 64 with all fallbacks, so that sets of them
/// are one word; tiers are asked one after the other.
/// </summary>
public sealed class RouteRule
{
    /// <summary>The most targets of a rule, its fallbacks, canary, mirror and arms counted.</summary>
    public const int TargetsMax = 64;

    internal RouteRule(RouteTarget[] targets, ulong[][] tiers, ShareBudget retries, ShareBudget hedges)
    {
        Targets = targets;
        Tiers = tiers;
        Retries = retries;
        Hedges = hedges;
    }

    /// <summary>The route's name; the model's for a rule that no route was written for.</summary>
    public required string Name { get; init; }

    /// <summary>Whether no route was written: the name is a listed model, or <c>provider/model</c>.</summary>
    public bool IsImplied { get; init; }

    /// <summary>How one of several is chosen.</summary>
    public RouteStrategy Strategy => Options.Strategy;

    /// <summary>Whether a stream that broke is continued on another target.</summary>
    public bool Continuation => Options.Continuation;

    /// <summary>The name of its cache policy; empty for the default.</summary>
    public string Cache => Options.Cache;

    /// <summary>The names of its guard policies.</summary>
    public IReadOnlyList<string> Guards => Options.Guards;

    /// <summary>What was configured.</summary>
    public required RouteOptions Options { get; init; }

    /// <summary>The names of all its deployments, each once.</summary>
    public IReadOnlyList<string> Deployments => [.. Targets.Select(t => t.Deployment.Name)];

    /// <summary>The first deployment: what a name stands for where only one can be said.</summary>
    public Providers.Deployment First => Targets[0].Deployment;

    internal RouteTarget[] Targets { get; }

    /// <summary>By chain: the sets of targets, tier by tier.</summary>
    internal ulong[][] Tiers { get; }

    internal RouteShare? Canary { get; init; }

    internal RouteShare? Mirror { get; init; }

    internal RouteShare[] Arms { get; init; } = [];

    internal TimeSpan Total { get; init; }

    internal ShareBudget Retries { get; }

    internal ShareBudget Hedges { get; }

    /// <summary>Whether its targets stand under conditions of their own, so that tags and metadata of a request say who may answer it.</summary>
    public bool HasConditions { get; init; }

    /// <summary>Whether any target can be ruled out by the request alone.</summary>
    internal bool HasFilters { get; init; }

    internal ulong MaskOf(RouteChain chain)
    {
        var mask = 0UL;
        foreach (var tier in Tiers[(int)chain])
        {
            mask |= tier;
        }

        return mask;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {string.Join(", ", Deployments)}";
}
