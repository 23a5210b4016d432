using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>Which targets of a rule the request alone rules out, whatever their health.</summary>
internal static class Fitness
{
    /// <summary>The set of targets that can never take the request.</summary>
    public static ulong Unfit(RouteRule rule, in RouteRequest request)
    {
        if (!rule.HasFilters && request.Operation is null && request.Region is null && request.PinnedDeployment is null)
        {
            return 0;
        }

        var mask = 0UL;
        foreach (var target in rule.Targets)
        {
            var fits = Judge.Fit(rule, target, request) == TargetVerdict.Usable
                && (request.PinnedDeployment is null || request.PinnedDeployment == target.Deployment.Name);
            mask |= fits ? 0 : target.Bit;
        }

        return mask;
    }

    /// <summary>The strongest reason why a target was ruled out.</summary>
    public static TargetVerdict Why(RouteRule rule, in RouteRequest request)
    {
        var why = TargetVerdict.Usable;
        foreach (var target in rule.Targets)
        {
            var verdict = Judge.Fit(rule, target, request);
            why = verdict > why ? verdict : why;
        }

        return why;
    }

    /// <summary>Where the request begins: a prompt that fits none of the rule's targets goes to the chain for it without an attempt.</summary>
    public static RouteChain Chain(RouteRule rule, ulong unfit, in RouteRequest request)
    {
        var isTooLong = unfit != 0 && (rule.MaskOf(RouteChain.Main) & ~unfit) == 0
            && (rule.MaskOf(RouteChain.ContextWindow) & ~unfit) != 0 && Why(rule, request) == TargetVerdict.Context;
        return isTooLong ? RouteChain.ContextWindow : RouteChain.Main;
    }
}
