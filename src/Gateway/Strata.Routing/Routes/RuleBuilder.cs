using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>Builds one rule: numbers its targets and sorts them into tiers.</summary>
internal sealed class RuleBuilder(RouteOptions options, HealthBook health, Func<string, IReadOnlyList<TargetOptions>> expand, Func<string, Deployment?> find)
{
    private readonly List<RouteTarget> targets = [];

    /// <summary>The rule; null where it has no target, or a target means nothing. The reader has said so then.</summary>
    public RouteRule? Build(bool implied = false)
    {
        var main = options.Targets.Select(Add).ToList();
        if (main.Count == 0 || main.Contains(null))
        {
            return null;
        }

        var tiers = Tiered([.. main.OfType<RouteTarget>()]);
        tiers.AddRange(Chain(options.Fallbacks.General));
        ulong[][] chains = [[.. tiers], [.. Chain(options.Fallbacks.ContextWindow)], [.. Chain(options.Fallbacks.ContentPolicy)]];
        var canary = Share(options.Canary);
        var mirror = Share(options.Mirror);
        RouteShare[] arms = [.. (options.Experiment?.Arms ?? []).Select(Share).OfType<RouteShare>()];
        if (targets.Count > RouteRule.TargetsMax)
        {
            return null;
        }

        var retries = health.Budget(options.Name, options.Retries.BudgetShare, options.Retries.BudgetSaved, hedge: false);
        var hedges = health.Budget(options.Name, options.Hedge.Share, options.Hedge.Saved, hedge: true);
        return new RouteRule([.. targets], chains, retries, hedges)
        {
            Name = options.Name,
            IsImplied = implied,
            Options = options,
            Canary = canary,
            Mirror = mirror,
            Arms = arms,
            Total = options.Clocks.Total ?? targets.Max(t => t.Clocks.Total),
            HasConditions = targets.Exists(t => t.When.Count > 0),
            HasFilters = options.RegionsOnly || targets.Exists(t => t.When.Count > 0 || t.Deployment.ContextTokens > 0 || t.Deployment.Region.Length > 0),
        };
    }

    private RouteTarget? Add(TargetOptions target)
    {
        if (find(target.Deployment) is not { } deployment)
        {
            return null;
        }

        var known = targets.Find(t => t.Deployment.Name == deployment.Name && t.Weight == target.Weight && t.Priority == target.Priority && t.When.SequenceEqual(target.When));
        if (known is null)
        {
            known = new RouteTarget
            {
                Index = targets.Count, Deployment = deployment, Health = health.Of(deployment), Lanes = health.LanesOf(deployment),
                Weight = target.Weight, Priority = target.Priority, When = target.When, Clocks = options.Clocks.Over(deployment.Provider.Clocks),
            };
            targets.Add(known);
        }

        return known;
    }

    /// <summary>By priority, then by the region's place in the list.</summary>
    private List<ulong> Tiered(RouteTarget[] group) =>
        [.. group.GroupBy(t => (t.Priority, Region: RankOf(t.Deployment.Region))).OrderBy(g => g.Key).Select(g => g.Aggregate(0UL, (mask, t) => mask | t.Bit))];

    private int RankOf(string region)
    {
        for (var i = 0; i < options.Regions.Count; i++)
        {
            if (options.Regions[i] == region)
            {
                return i;
            }
        }

        return options.Regions.Count;
    }

    private List<ulong> Chain(IReadOnlyList<string> names)
    {
        var before = targets.Count;
        return names.SelectMany(name => Tiered([.. expand(name).Select(t => Again(t, before)).OfType<RouteTarget>()])).Where(mask => mask != 0).ToList();
    }

    /// <summary>A fallback that is a target already stays that target: it is not asked twice for the same reason.</summary>
    private RouteTarget? Again(TargetOptions target, int before)
    {
        var deployment = find(target.Deployment);
        var known = deployment is null ? null : targets.Take(before).FirstOrDefault(t => t.Deployment.Name == deployment.Name);
        return known ?? Add(target);
    }

    private RouteShare? Share(ShareOptions? share)
    {
        if (share is null || find(share.Deployment) is not { } deployment)
        {
            return null;
        }

        var target = targets.Find(t => t.Deployment.Name == deployment.Name) ?? Add(new TargetOptions { Deployment = share.Deployment });
        return target is null ? null : new RouteShare(share.Name, target.Index, share.Percent / 100);
    }
}
