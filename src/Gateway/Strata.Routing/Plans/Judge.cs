using Strata.Routing.Health;
using Strata.Routing.Providers;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>Whether targets can take a request.</summary>
internal static class Judge
{
    /// <summary>What the request alone says; <see cref="TargetVerdict.Usable"/> where it says nothing against the target.</summary>
    public static TargetVerdict Fit(RouteRule rule, RouteTarget target, in RouteRequest request)
    {
        if (request.Operation is { } operation && !target.Deployment.Offers(operation))
        {
            return TargetVerdict.NotOffered;
        }

        if (!rule.HasFilters && request.Region is null)
        {
            return TargetVerdict.Usable;
        }

        return !Conditions.Hold(target.When, request) ? TargetVerdict.Condition
            : !IsAllowed(rule, target.Deployment, request) ? TargetVerdict.Region
            : target.Deployment.ContextTokens > 0 && request.PromptTokens >= target.Deployment.ContextTokens ? TargetVerdict.Context
            : TargetVerdict.Usable;
    }

    /// <summary>What its health says.</summary>
    public static TargetVerdict Health(RouteTarget target, long nowMs)
    {
        var state = target.Health.Breaker.State(nowMs);
        if (state is BreakerState.Open or BreakerState.Probing)
        {
            return TargetVerdict.BreakerOpen;
        }

        if (target.IsFull)
        {
            return TargetVerdict.Full;
        }

        var cooling = false;
        foreach (var lane in target.Lanes)
        {
            if (IsUsable(lane, nowMs))
            {
                return state == BreakerState.HalfOpen ? TargetVerdict.Probe : TargetVerdict.Usable;
            }

            cooling |= !lane.Credential.IsShut(nowMs);
        }

        return cooling ? TargetVerdict.Limited : TargetVerdict.CredentialsRefused;
    }

    public static bool IsUsable(Lane lane, long nowMs) => !lane.IsCooling(nowMs) && !lane.Credential.IsShut(nowMs);

    /// <summary>When a target that is shut may be asked again.</summary>
    public static long ReadyAtMs(RouteTarget target, TargetVerdict verdict, long nowMs)
    {
        if (verdict == TargetVerdict.Full)
        {
            return nowMs + 25;
        }

        if (verdict == TargetVerdict.BreakerOpen)
        {
            return Math.Max(target.Health.Breaker.OpenUntilMs, nowMs + 50);
        }

        var ready = long.MaxValue;
        foreach (var lane in target.Lanes)
        {
            var shut = lane.Credential.IsShut(nowMs) ? lane.Credential.ShutUntilMs : 0;
            ready = Math.Min(ready, Math.Max(lane.CoolUntilMs, shut));
        }

        return ready;
    }

    /// <summary>One of the usable lanes, by the weights of their credentials; null where none is usable.</summary>
    public static int? Lane(RouteTarget target, long nowMs, Dice dice)
    {
        var lanes = target.Lanes;
        if (lanes.Length == 1)
        {
            return IsUsable(lanes[0], nowMs) ? 0 : null;
        }

        var sum = 0.0;
        for (var i = 0; i < lanes.Length; i++)
        {
            sum += IsUsable(lanes[i], nowMs) ? target.Deployment.Provider.Credentials[i].Weight : 0;
        }

        var draw = dice.Next() * sum;
        int? chosen = null;
        for (var i = 0; i < lanes.Length && (chosen is null || draw >= 0); i++)
        {
            if (IsUsable(lanes[i], nowMs))
            {
                chosen = i;
                draw -= target.Deployment.Provider.Credentials[i].Weight;
            }
        }

        return chosen;
    }

    private static bool IsAllowed(RouteRule rule, Deployment deployment, in RouteRequest request) =>
        (request.Region is null || request.Region == deployment.Region)
        && (!rule.Options.RegionsOnly || rule.Options.Regions.Contains(deployment.Region));
}
