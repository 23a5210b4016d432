using System.Numerics;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>What stands in the way when no target is usable, and which of them to ask all the same.</summary>
internal readonly struct Shut
{
    /// <summary>How many targets fit the request.</summary>
    public int Count { get; private init; }

    /// <summary>When the first of them may be usable again.</summary>
    public long ReadyAtMs { get; private init; }

    /// <summary>The target to ask all the same; null where all are full.</summary>
    public RouteTarget? Forced { get; private init; }

    /// <summary>By which lane.</summary>
    public int Lane { get; private init; }

    /// <summary>Whether only our own guess shuts it: a breaker, or a wait that the provider did not state.</summary>
    public bool IsGuess { get; private init; }

    public bool Limited { get; private init; }

    public bool Refused { get; private init; }

    public static Shut Of(RouteRule rule, ulong mask, long now)
    {
        var shut = new Shut { ReadyAtMs = long.MaxValue };
        var best = (Rank: 0, Ready: long.MaxValue);
        for (var left = mask; left != 0; left &= left - 1)
        {
            var target = rule.Targets[BitOperations.TrailingZeroCount(left)];
            var verdict = Judge.Health(target, now);
            var ready = Judge.ReadyAtMs(target, verdict, now);
            var lane = EarliestLane(target, now);
            var rank = verdict switch
            {
                TargetVerdict.BreakerOpen => target.IsFull ? 0 : 3,
                TargetVerdict.Limited => target.Lanes[lane].IsStated ? 2 : 3,
                TargetVerdict.CredentialsRefused => 1,
                _ => 0,
            };
            var isBetter = rank > best.Rank || (rank == best.Rank && rank > 0 && ready < best.Ready);
            best = isBetter ? (rank, ready) : best;
            shut = shut with
            {
                Count = shut.Count + 1,
                ReadyAtMs = Math.Min(shut.ReadyAtMs, ready),
                Forced = isBetter ? target : shut.Forced,
                Lane = isBetter ? lane : shut.Lane,
                IsGuess = best.Rank == 3,
                Limited = shut.Limited || verdict == TargetVerdict.Limited,
                Refused = shut.Refused || verdict == TargetVerdict.CredentialsRefused,
            };
        }

        return shut;
    }

    private static int EarliestLane(RouteTarget target, long now)
    {
        var (best, bestAt) = (0, long.MaxValue);
        for (var i = 0; i < target.Lanes.Length; i++)
        {
            var lane = target.Lanes[i];
            var at = Math.Max(lane.CoolUntilMs, lane.Credential.IsShut(now) ? lane.Credential.ShutUntilMs : 0);
            (best, bestAt) = at < bestAt ? (i, at) : (best, bestAt);
        }

        return best;
    }
}
