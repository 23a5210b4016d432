using System.Numerics;
using Strata.Routing.Health;
using Strata.Routing.Policies;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>
/// The attempts of one request, one after the other:
/// <code>
/// Next → Try c → (send) → Commit(c) at the first content → Report(c) at its end
///      → Wait d → (wait) → Next
///      → Stop
/// </code>
/// Every candidate is reported once, also a cancelled one; <see cref="Dispose"/> gives back what was not. Not thread-safe: the
/// attempts of a hedge are reported from one flow.
/// </summary>
public sealed class RoutePlan : IDisposable
{
    private readonly Router router;
    private readonly RouteRequest request;
    private readonly long startedMs;
    private readonly long totalMs;
    private readonly int attemptsMax;
    private readonly ulong unfit;
    private readonly Dealt dealt;
    private Candidate first;
    private Candidate second;
    private AttemptFailure? last;
    private RouteChain chain;
    private ulong tried;
    private ulong excluded;
    private int round;
    private int lastTarget = -1;
    private int committedNumber;
    private bool charged;
    private bool waited;
    private long queuedMs;
    private ulong waiting;

    internal RoutePlan(Router router, RouteRule rule, in RouteRequest request)
    {
        this.router = router;
        Rule = rule;
        this.request = request;
        startedMs = router.Health.Clock.NowMs;
        totalMs = (long)(request.TotalMax is { } total && total < rule.Total ? total : rule.Total).TotalMilliseconds;
        attemptsMax = Math.Min(request.AttemptsMax ?? int.MaxValue, rule.Options.Retries.AttemptsMax);
        unfit = Fitness.Unfit(rule, request);
        rule.Retries.Deposit();
        rule.Hedges.Deposit();
        dealt = Dealt.Of(rule, request, router.Health.Dice);
        chain = Fitness.Chain(rule, unfit, request);
    }

    /// <summary>The rule that is followed.</summary>
    public RouteRule Rule { get; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>The arm of the rule's experiment that the request was given to; null for none. It is recorded, whoever answers in the end.</summary>
    public string? Arm => dealt.Arm;

    /// <summary>The last failure that was reported; null while there is none.</summary>
    public AttemptFailure? LastFailure => last;

    /// <summary>What is left of the time that all attempts share.</summary>
    public TimeSpan Left => TimeSpan.FromMilliseconds(LeftMs(router.Health.Clock.NowMs));

    /// <summary>
    /// After how long a second target may be asked with <see cref="NextHedge"/>: the 95th percentile of the first's times to its first
    /// content. Null where this request is not hedged, or too little is known.
    /// </summary>
    public TimeSpan? HedgeAfter
    {
        get
        {
            var policy = Rule.Options.Hedge;
            if (!policy.Enabled || first.Number == 0 || (request.HasTools && !policy.WithTools) || (request.StoresAnswer && !policy.WithStore))
            {
                return null;
            }

            var p95 = first.Target.Health.Latency.P95Ms;
            return p95 > 0 ? TimeSpan.FromMilliseconds(Math.Max(p95, policy.After.TotalMilliseconds)) : null;
        }
    }

    /// <summary>The next step: the first attempt, or what follows the failures that were reported.</summary>
    public PlanStep Next()
    {
        var now = router.Health.Clock.NowMs;
        if (LeftMs(now) <= 0)
        {
            return PlanStep.Stop(StopReason.Deadline, Attempts == 0 ? PlanProblems.Deadline(request.Model) : null);
        }

        if (last is { } failure && !charged)
        {
            if (Refuse(failure) is { } reason)
            {
                return PlanStep.Stop(reason);
            }

            charged = true;
        }

        if (TryPick(now, out var index, out var why))
        {
            return Try(index, why, now);
        }

        return Attempts == 0 ? LastResort(now) : Again(now);
    }

    /// <summary>A second attempt beside the first, if one is due and may be made; it is stopped where not.</summary>
    public PlanStep NextHedge()
    {
        var now = router.Health.Clock.NowMs;
        if (HedgeAfter is null || committedNumber > 0 || second.Number > 0 || Attempts >= attemptsMax || LeftMs(now) <= 0)
        {
            return PlanStep.Stop(StopReason.NotDue);
        }

        var usable = Usable(Rule.MaskOf(RouteChain.Main) & ~(unfit | excluded | tried | first.Target.Bit), now) & ~Probes(now);
        if (usable == 0)
        {
            return PlanStep.Stop(StopReason.NoTarget);
        }

        return Rule.Hedges.TryTake()
            ? Try(router.Chooser.Choose(Rule, usable, request, now), PickReason.Hedge, now)
            : PlanStep.Stop(StopReason.BudgetSpent);
    }

    /// <summary>An attempt to continue a stream that broke after its commit point, on another target; stopped where the rule has none of it.</summary>
    public PlanStep NextContinuation()
    {
        var now = router.Health.Clock.NowMs;
        if (!Rule.Continuation || committedNumber == 0 || last is null or { Class: FailureClass.Cancelled })
        {
            return PlanStep.Stop(StopReason.NotDue);
        }

        if (Attempts >= attemptsMax || LeftMs(now) <= 0)
        {
            return PlanStep.Stop(LeftMs(now) <= 0 ? StopReason.Deadline : StopReason.AttemptsSpent);
        }

        var usable = Usable(Rule.MaskOf(RouteChain.Main) & ~(unfit | excluded | tried), now);
        return usable == 0 ? PlanStep.Stop(StopReason.NoTarget)
            : !Rule.Retries.TryTake() ? PlanStep.Stop(StopReason.BudgetSpent)
            : Try(router.Chooser.Choose(Rule, usable, request, now), PickReason.Continuation, now);
    }

    /// <summary>A copy to send besides, whose answer nobody gets; null for most requests. It is not counted, and not reported.</summary>
    public Candidate? Mirror()
    {
        if (Rule.Mirror is not { } mirror || router.Health.Dice.Next() >= mirror.Share)
        {
            return null;
        }

        var now = router.Health.Clock.NowMs;
        var target = Rule.Targets[mirror.Target];
        return (unfit & target.Bit) == 0 && Judge.Health(target, now) == TargetVerdict.Usable && Judge.Lane(target, now, router.Health.Dice) is { } lane
            ? Make(target, lane, 0, PickReason.Mirror, isProbe: false, now)
            : null;
    }

    /// <summary>
    /// Notes that an attempt brought its first content and its answer is the caller's: no retry follows. The target has proved itself
    /// here, not at the end of what may be a long stream.
    /// </summary>
    /// <param name="candidate">The attempt.</param>
    /// <param name="firstContent">From its start.</param>
    public void Commit(in Candidate candidate, TimeSpan firstContent)
    {
        committedNumber = candidate.Number;
        Answered(candidate);
        Outcomes.Proved(candidate, firstContent, router.Health.Clock.NowMs);
    }

    /// <summary>Notes how an attempt ended. A second report of the same attempt is ignored.</summary>
    public void Report(in Candidate candidate, in AttemptReport report)
    {
        if (!Close(candidate.Number))
        {
            return;
        }

        var now = router.Health.Clock.NowMs;
        Answered(candidate);
        candidate.Target.Health.Leave();
        Outcomes.Ended(candidate, report, committedNumber == candidate.Number, now);
        if (report.Failure is { } failure)
        {
            last = failure;
            lastTarget = candidate.Target.Index;
            charged = false;
            waited = false;
            var bit = candidate.Target.Bit;
            excluded |= failure.Class is FailureClass.ContextWindow or FailureClass.ContentPolicy ? bit : 0;
            tried |= failure.Class is FailureClass.ServerTransient or FailureClass.Timeout ? bit : 0;
        }
    }

    /// <summary>
    /// Passes a candidate over to which nothing was sent, because something of ours stands in the way (its budget is spent, its dialect
    /// cannot express the request): it is not asked again for this request, the attempt does not count, and its health is untouched.
    /// </summary>
    public void Skip(in Candidate candidate)
    {
        if (!Close(candidate.Number))
        {
            return;
        }

        Answered(candidate);
        candidate.Target.Health.Leave();
        Outcomes.Ended(candidate, AttemptReport.Cancelled, isProved: false, router.Health.Clock.NowMs);
        excluded |= candidate.Target.Bit;
        Attempts--;
    }

    /// <summary>Gives back what was never reported, as cancelled.</summary>
    public void Dispose()
    {
        var (one, two) = (first, second);
        Report(one, AttemptReport.Cancelled);
        Report(two, AttemptReport.Cancelled);
    }

    /// <summary>Why the failure is the end; null where another attempt may follow.</summary>
    private StopReason? Refuse(in AttemptFailure failure)
    {
        switch (failure.Class)
        {
            case FailureClass.Request or FailureClass.Cancelled:
                return StopReason.NotRetryable;
            case FailureClass.ContextWindow or FailureClass.ContentPolicy:
                chain = failure.Class == FailureClass.ContextWindow ? RouteChain.ContextWindow : RouteChain.ContentPolicy;
                if ((Rule.MaskOf(chain) & ~(unfit | excluded)) == 0)
                {
                    return StopReason.NotRetryable;
                }

                break;
        }

        return committedNumber > 0 ? StopReason.Committed
            : Attempts >= attemptsMax ? StopReason.AttemptsSpent
            : Rule.Retries.TryTake() ? null
            : StopReason.BudgetSpent;
    }

    private bool TryPick(long now, out int index, out PickReason why)
    {
        var closed = unfit | excluded | tried;
        if (Attempts == 0 && (dealt.Target & ~closed) != 0 && Usable(dealt.Target, now) != 0)
        {
            (index, why) = (BitOperations.TrailingZeroCount(dealt.Target), dealt.Reason);
            return true;
        }

        foreach (var tier in Rule.Tiers[(int)chain])
        {
            var usable = Usable(tier & ~closed, now);
            if (usable != 0)
            {
                (index, why) = Choose(usable, now);
                return true;
            }
        }

        (index, why) = (-1, default);
        return false;
    }

    private (int Index, PickReason Why) Choose(ulong usable, long now)
    {
        if (Attempts == 0 && request.PinnedDeployment is not null)
        {
            return (BitOperations.TrailingZeroCount(usable), PickReason.Pinned);
        }

        var probes = Probes(now) & usable;
        if (probes != 0)
        {
            return (BitOperations.TrailingZeroCount(probes), PickReason.Probe);
        }

        if (Attempts > 0 && !waited && lastTarget >= 0 && (usable & (1UL << lastTarget)) != 0)
        {
            return (lastTarget, Followed(lastTarget));
        }

        if (BitOperations.IsPow2(usable))
        {
            var only = BitOperations.TrailingZeroCount(usable);
            return (only, Followed(only, PickReason.Only));
        }

        if (Rule.Options.Sticky.Length > 0 && Subjects.Text(request, Rule.Options.Sticky) is { } unit)
        {
            var same = Chooser.Sticky(Rule, usable, unit);
            return (same, Followed(same, PickReason.Sticky));
        }

        var chosen = router.Chooser.Choose(Rule, usable, request, now);
        return (chosen, Followed(chosen, PickReason.Strategy));
    }

    /// <summary>Why a target is asked: as the first, or after another attempt.</summary>
    private PickReason Followed(int index, PickReason asFirst = PickReason.Rotation) => chain switch
    {
        RouteChain.ContextWindow => PickReason.ContextFallback,
        RouteChain.ContentPolicy => PickReason.PolicyFallback,
        _ when Attempts == 0 => asFirst,
        _ when index != lastTarget => PickReason.Failover,
        _ => waited ? PickReason.Retry : PickReason.Rotation,
    };

    private ulong Usable(ulong mask, long now)
    {
        var usable = 0UL;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            usable |= Judge.Health(Rule.Targets[index], now) is TargetVerdict.Usable or TargetVerdict.Probe ? 1UL << index : 0;
        }

        return usable;
    }

    private ulong Probes(long now)
    {
        var probes = 0UL;
        foreach (var target in Rule.Targets)
        {
            probes |= target.Health.Breaker.State(now) == BreakerState.HalfOpen ? target.Bit : 0;
        }

        return probes;
    }

    /// <summary>All targets were asked in this round, or are shut: wait for another round, or stop.</summary>
    private PlanStep Again(long now)
    {
        var open = Rule.MaskOf(chain) & ~(unfit | excluded);
        if (open == 0 || (waited && queuedMs > 0))
        {
            return PlanStep.Stop(StopReason.NoTarget);
        }

        var policy = Rule.Options.Retries;
        var ready = long.MaxValue;
        for (var left = open; left != 0; left &= left - 1)
        {
            var target = Rule.Targets[BitOperations.TrailingZeroCount(left)];
            var verdict = Judge.Health(target, now);
            ready = Math.Min(ready, verdict is TargetVerdict.Usable or TargetVerdict.Probe ? now : Judge.ReadyAtMs(target, verdict, now));
        }

        // what a provider in trouble asks for is kept where there is nobody else to ask
        ready = BitOperations.IsPow2(open) && last?.RetryAfter is { } said ? Math.Max(ready, now + (long)said.TotalMilliseconds) : ready;
        var most = Math.Min(policy.Most.TotalMilliseconds, policy.Base.TotalMilliseconds * (1 << Math.Min(round, 16)));
        var wait = Math.Max(ready - now, (long)(router.Health.Dice.Next() * most));
        if (wait > policy.RetryAfterMax.TotalMilliseconds)
        {
            return PlanStep.Stop(StopReason.Limited);
        }

        if (wait >= LeftMs(now))
        {
            return PlanStep.Stop(StopReason.Deadline);
        }

        round++;
        tried = 0;
        waited = true;
        queuedMs = queuedMs == 0 ? now : queuedMs;
        return PlanStep.Wait(wait);
    }

    /// <summary>
    /// No target is usable for a first attempt. A short wait if that helps; then one that is shut is asked all the same, because the
    /// last target is never blacked out. Only a wait that the provider stated is kept, but for one call a second that asks.
    /// </summary>
    private PlanStep LastResort(long now)
    {
        var shut = Shut.Of(Rule, Rule.MaskOf(chain) & ~(unfit | excluded), now);
        if (shut.Count == 0)
        {
            return PlanStep.Stop(StopReason.NoTarget, PlanProblems.Fit(Fitness.Why(Rule, request), request.Model));
        }

        queuedMs = queuedMs == 0 ? now : queuedMs;
        var wait = Math.Max(1, shut.ReadyAtMs - now);
        if (now - queuedMs + wait <= Rule.Options.Retries.QueueMax.TotalMilliseconds && wait < LeftMs(now))
        {
            return PlanStep.Wait(wait);
        }

        return shut.Forced is { } forced && (shut.IsGuess || forced.Lanes[shut.Lane].TryForce(now)) ? Force(forced, shut.Lane, now)
            : shut.Limited ? PlanStep.Stop(StopReason.Limited, PlanProblems.Limited(request.Model, TimeSpan.FromMilliseconds(wait)))
            : shut.Refused ? PlanStep.Stop(StopReason.NoTarget, PlanProblems.Credentials(request.Model))
            : PlanStep.Stop(StopReason.Full, PlanProblems.Full(request.Model));
    }

    private PlanStep Try(int index, PickReason why, long now)
    {
        var target = Rule.Targets[index];
        var isProbe = target.Health.Breaker.State(now) == BreakerState.HalfOpen && target.Health.Breaker.TryProbe(now);
        var lane = Judge.Lane(target, now, router.Health.Dice) ?? 0;
        return Open(Make(target, lane, Attempts + 1, isProbe && why < PickReason.Rotation ? PickReason.Probe : why, isProbe, now), now);
    }

    private PlanStep Force(RouteTarget target, int lane, long now) =>
        Open(Make(target, lane, Attempts + 1, PickReason.LastTarget, target.Health.Breaker.TryProbe(now), now), now);

    private PlanStep Open(in Candidate candidate, long now)
    {
        Attempts++;
        waited = false;
        queuedMs = 0;
        candidate.Target.Health.Enter();
        candidate.Lane.Credential.Enter(now);
        if (Rule.Strategy == RouteStrategy.Affinity)
        {
            waiting |= 1UL << candidate.Number;
            candidate.Target.Health.Wait(request.PromptTokens);
            candidate.Target.Health.Prefixes.Note(request.Prompt.Span, now);
        }

        if (first.Number == 0)
        {
            first = candidate;
        }
        else
        {
            second = candidate;
        }

        return PlanStep.Try(candidate);
    }

    private Candidate Make(RouteTarget target, int lane, int number, PickReason why, bool isProbe, long now) => new()
    {
        Number = number,
        Deployment = target.Deployment,
        Credential = target.Deployment.Provider.Credentials[lane],
        Reason = why,
        Clocks = request.FirstByteMax is { } most && most < target.Clocks.FirstByte ? target.Clocks with { FirstByte = most } : target.Clocks,
        Target = target,
        Lane = target.Lanes[lane],
        IsProbe = isProbe,
        StartedMs = now,
    };

    /// <summary>Its prompt waits no longer.</summary>
    private void Answered(in Candidate candidate)
    {
        var bit = 1UL << candidate.Number;
        if ((waiting & bit) != 0)
        {
            waiting &= ~bit;
            candidate.Target.Health.Wait(-request.PromptTokens);
        }
    }

    /// <summary>The attempt that is left stands first, so that another can stand beside it.</summary>
    private bool Close(int number)
    {
        if (number == 0 || (first.Number != number && second.Number != number))
        {
            return false;
        }

        first = first.Number == number ? second : first;
        second = default;
        return true;
    }

    private long LeftMs(long now) => totalMs - (now - startedMs);
}
