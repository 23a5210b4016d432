using Strata.Routing.Options;
using Strata.Routing.Routes;

namespace Strata.Management.Traffic;

/// <summary>A route.</summary>
internal sealed record RouteView
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>What else must hold of a request.</summary>
    public required IReadOnlyList<string> When { get; init; }

    public required string Strategy { get; init; }

    public string? Sticky { get; init; }

    public required IReadOnlyList<TargetView> Targets { get; init; }

    public required IReadOnlyList<string> Fallbacks { get; init; }

    public required IReadOnlyList<string> ContextWindowFallbacks { get; init; }

    public required IReadOnlyList<string> ContentPolicyFallbacks { get; init; }

    public ShareView? Canary { get; init; }

    public ShareView? Mirror { get; init; }

    /// <summary>The experiment's name, and its arms.</summary>
    public string? Experiment { get; init; }

    public IReadOnlyList<ShareView>? Arms { get; init; }

    public int AttemptsMax { get; init; }

    public bool Hedged { get; init; }

    public bool Continuation { get; init; }

    public static RouteView From(RouteRule rule)
    {
        var route = rule.Options;
        return new RouteView
        {
            Name = route.Name,
            Models = route.Models.Count > 0 ? route.Models : [route.Name],
            When = [.. route.When.Select(c => c.ToString())],
            Strategy = route.Strategy.ToString().ToLowerInvariant(),
            Sticky = route.Sticky.Length > 0 ? route.Sticky : null,
            Targets = [.. route.Targets.Select(t => new TargetView(t.Deployment, t.Weight, t.Priority, [.. t.When.Select(c => c.ToString())]))],
            Fallbacks = route.Fallbacks.General,
            ContextWindowFallbacks = route.Fallbacks.ContextWindow,
            ContentPolicyFallbacks = route.Fallbacks.ContentPolicy,
            Canary = Share(route.Canary),
            Mirror = Share(route.Mirror),
            Experiment = route.Experiment?.Name,
            Arms = route.Experiment?.Arms.Select(a => Share(a)!).ToArray(),
            AttemptsMax = route.Retries.AttemptsMax,
            Hedged = route.Hedge.Enabled,
            Continuation = route.Continuation,
        };
    }

    private static ShareView? Share(ShareOptions? share) => share is null ? null : new ShareView(share.Name.Length > 0 ? share.Name : null, share.Deployment, share.Percent);
}
