using System.Globalization;
using System.Numerics;
using Strata.Core.Results;
using Strata.Routing.Policies;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>Says what a plan would do, from the same judgements, without touching anything.</summary>
internal static class Explainer
{
    public static RouteExplanation Explain(Router router, RouteRule rule, in RouteRequest request)
    {
        var now = router.Health.Clock.NowMs;
        var lines = new List<string>();
        Head(rule, request, lines);
        var targets = new List<TargetExplanation>();
        var chosen = Shares(rule, lines);
        var tier = FirstUsable(rule, request, now);
        for (var i = 0; i < rule.Tiers[0].Length; i++)
        {
            Tier(router, rule, request, $"tier {i + 1}", rule.Tiers[0][i], i == tier ? 1 - chosen : 0, targets);
        }

        foreach (var mask in rule.Tiers[(int)RouteChain.ContextWindow])
        {
            Tier(router, rule, request, "context_window", mask, 0, targets);
        }

        foreach (var mask in rule.Tiers[(int)RouteChain.ContentPolicy])
        {
            Tier(router, rule, request, "content_policy", mask, 0, targets);
        }

        foreach (var (role, share) in Roles(rule))
        {
            Tier(router, rule, request, role, 1UL << share.Target, role == "mirror" ? 0 : share.Share, targets);
        }

        lines.Add(tier >= 0 ? $"The first attempt goes to tier {tier + 1}." : "No target is usable now: a short wait, then the one that is ready soonest is asked all the same.");
        return new RouteExplanation(rule.Name, lines, targets) { Problem = Hopeless(rule, request) };
    }

    private static void Head(RouteRule rule, in RouteRequest request, List<string> lines)
    {
        lines.Add(rule.IsImplied ? $"'{request.Model}' is a listed model or names its provider: no route is written for it." : $"Route '{rule.Name}' takes '{request.Model}'.");
        lines.AddRange(rule.Options.When.Select(c => $"Its condition holds: {c}."));
        lines.Add($"Strategy {rule.Strategy.ToString().ToLowerInvariant()}, at most {rule.Options.Retries.AttemptsMax} attempts within {rule.Total.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.");
        if (rule.Options.Sticky.Length > 0)
        {
            lines.Add(Subjects.Text(request, rule.Options.Sticky) is { } unit ? $"Sticky by {rule.Options.Sticky}: '{unit}'." : $"Sticky by {rule.Options.Sticky}, which the request does not name.");
        }

        if (request.PinnedDeployment is { } pinned)
        {
            lines.Add($"The request continues what {pinned} holds: only that can answer.");
        }
    }

    private static double Shares(RouteRule rule, List<string> lines)
    {
        var sum = 0.0;
        foreach (var (role, share) in Roles(rule).Where(r => r.Role != "mirror"))
        {
            sum += share.Share;
            lines.Add($"{(share.Share * 100).ToString("0.##", CultureInfo.InvariantCulture)} % of the requests are for {role}: {rule.Targets[share.Target].Deployment.Name}.");
        }

        return Math.Min(1, sum);
    }

    private static IEnumerable<(string Role, RouteShare Share)> Roles(RouteRule rule)
    {
        if (rule.Canary is { } canary)
        {
            yield return ("canary", canary);
        }

        foreach (var arm in rule.Arms)
        {
            yield return ($"arm {arm.Name}", arm);
        }

        if (rule.Mirror is { } mirror)
        {
            yield return ("mirror", mirror);
        }
    }

    private static void Tier(Router router, RouteRule rule, in RouteRequest request, string role, ulong mask, double share, List<TargetExplanation> into)
    {
        var now = router.Health.Clock.NowMs;
        var usable = UsableOf(rule, mask, request, now);
        var weights = 0.0;
        for (var left = usable; left != 0; left &= left - 1)
        {
            weights += rule.Targets[BitOperations.TrailingZeroCount(left)].Weight;
        }

        var unit = rule.Options.Sticky.Length > 0 ? Subjects.Text(request, rule.Options.Sticky) : null;
        var sure = usable == 0 ? -1 : unit is not null ? Chooser.Sticky(rule, usable, unit) : rule.Strategy == RouteStrategy.Weighted ? -1 : router.Chooser.Choose(rule, usable, request, now);
        for (var left = mask; left != 0; left &= left - 1)
        {
            var target = rule.Targets[BitOperations.TrailingZeroCount(left)];
            var isUsable = (usable & target.Bit) != 0;
            into.Add(new TargetExplanation(target.Deployment.Name, role, Verdict(rule, target, request, now))
            {
                Weight = target.Weight,
                Score = router.Chooser.Score(rule, target, request, now),
                Chance = !isUsable ? 0 : sure >= 0 ? (sure == target.Index ? share : 0) : share * target.Weight / weights,
            });
        }
    }

    private static TargetVerdict Verdict(RouteRule rule, RouteTarget target, in RouteRequest request, long now) =>
        Judge.Fit(rule, target, request) is var fit && fit != TargetVerdict.Usable ? fit : Judge.Health(target, now);

    private static ulong UsableOf(RouteRule rule, ulong mask, in RouteRequest request, long now)
    {
        var usable = 0UL;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var target = rule.Targets[BitOperations.TrailingZeroCount(left)];
            usable |= Verdict(rule, target, request, now) is TargetVerdict.Usable or TargetVerdict.Probe ? target.Bit : 0;
        }

        return usable;
    }

    private static int FirstUsable(RouteRule rule, in RouteRequest request, long now)
    {
        for (var i = 0; i < rule.Tiers[0].Length; i++)
        {
            if (UsableOf(rule, rule.Tiers[0][i], request, now) != 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static Problem? Hopeless(RouteRule rule, in RouteRequest request)
    {
        var reachable = rule.MaskOf(Fitness.Chain(rule, Fitness.Unfit(rule, request), request)) & ~Fitness.Unfit(rule, request);
        return reachable != 0 ? null : PlanProblems.Fit(Fitness.Why(rule, request), request.Model);
    }
}
