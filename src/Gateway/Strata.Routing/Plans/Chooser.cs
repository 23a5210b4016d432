using System.Numerics;
using Strata.Routing.Health;
using Strata.Routing.Policies;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>Chooses one of several usable targets by a rule's strategy. No allocation, a few nanoseconds a target.</summary>
internal sealed class Chooser(Dice dice, IRoutePrices? prices, IEngineSignals? engines)
{
    /// <summary>The chosen index; <paramref name="mask"/> holds at least one.</summary>
    public int Choose(RouteRule rule, ulong mask, in RouteRequest request, long nowMs) => rule.Strategy switch
    {
        RouteStrategy.Weighted => Weighted(rule, mask),
        RouteStrategy.Priority => BitOperations.TrailingZeroCount(mask),
        _ => Best(rule, mask, request, nowMs),
    };

    /// <summary>
    /// Rendezvous hashing (Thaler and Ravishankar 1998) with weights: a unit stays with its target while that is usable, and when it
    /// is not, only its own units move.
    /// </summary>
    public static int Sticky(RouteRule rule, ulong mask, string unit)
    {
        var best = -1;
        var bestScore = double.NegativeInfinity;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var target = rule.Targets[BitOperations.TrailingZeroCount(left)];
            var score = -Math.Max(target.Weight, 1e-9) / Math.Log(StableHash.Unit(target.Deployment.Name, unit) + 1e-18);
            if (score > bestScore)
            {
                (best, bestScore) = (target.Index, score);
            }
        }

        return best;
    }

    /// <summary>What a strategy goes by, lower first; null where it goes by chance or order alone.</summary>
    public double? Score(RouteRule rule, RouteTarget target, in RouteRequest request, long nowMs) => rule.Strategy switch
    {
        RouteStrategy.Latency => target.Health.Latency.Score(nowMs) * (1 + target.Health.InFlight),
        RouteStrategy.Cost => Cost(target, request),
        RouteStrategy.Headroom => -Headroom(target, nowMs),
        RouteStrategy.Affinity => Affinity(target, request, nowMs),
        _ => null,
    };

    private int Weighted(RouteRule rule, ulong mask)
    {
        var sum = 0.0;
        for (var left = mask; left != 0; left &= left - 1)
        {
            sum += rule.Targets[BitOperations.TrailingZeroCount(left)].Weight;
        }

        var draw = dice.Next() * sum;
        var index = 0;
        for (var left = mask; left != 0; left &= left - 1)
        {
            index = BitOperations.TrailingZeroCount(left);
            draw -= rule.Targets[index].Weight;
            if (draw < 0)
            {
                break;
            }
        }

        return index;
    }

    /// <summary>The least score; among those within a fiftieth of it, by chance, so that equals share.</summary>
    private int Best(RouteRule rule, ulong mask, in RouteRequest request, long nowMs)
    {
        Span<double> scores = stackalloc double[RouteRule.TargetsMax];
        var least = double.PositiveInfinity;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            scores[index] = Score(rule, rule.Targets[index], request, nowMs) ?? 0;
            least = Math.Min(least, scores[index]);
        }

        var near = least + (Math.Abs(least) * 0.02);
        var equal = 0UL;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            equal |= scores[index] <= near || double.IsPositiveInfinity(least) ? 1UL << index : 0;
        }

        return BitOperations.IsPow2(equal) ? BitOperations.TrailingZeroCount(equal) : Weighted(rule, equal);
    }

    /// <summary>The price of this request as its cache has answered lately; without a price, last.</summary>
    private double Cost(RouteTarget target, in RouteRequest request)
    {
        if (prices?.Find(target.Deployment) is not { } price)
        {
            return double.PositiveInfinity;
        }

        var cached = target.Health.CachedShare;
        var prompt = Math.Max(1, request.PromptTokens);
        var output = request.OutputTokens > 0 ? request.OutputTokens : target.Health.OutputTokens > 0 ? target.Health.OutputTokens : prompt * 0.25;
        return (prompt * ((price.Input * (1 - cached)) + (price.CachedInput * cached))) + (output * price.Output);
    }

    private static double Headroom(RouteTarget target, long nowMs)
    {
        var most = 0.0;
        foreach (var lane in target.Lanes)
        {
            most = Math.Max(most, Judge.IsUsable(lane, nowMs) ? lane.Headroom(nowMs) : 0);
        }

        var bound = target.Deployment.ParallelMax;
        return bound > 0 ? Math.Min(most, 1 - (target.Health.InFlight / (double)bound)) : most;
    }

    /// <summary>
    /// Prompt tokens to compute before the first: what is not cached, behind what waits. Where the engine does not tell, what it was sent lately and
    /// what waits there for its first content stand for it.
    /// </summary>
    private double Affinity(RouteTarget target, in RouteRequest request, long nowMs)
    {
        var signal = engines?.Find(target.Deployment, request)
            ?? new EngineSignal((long)(target.Health.Prefixes.Share(request.Prompt.Span, nowMs) * request.PromptTokens), target.Health.WaitingTokens);
        return Math.Max(1, request.PromptTokens - signal.CachedTokens) + signal.QueuedTokens;
    }
}
