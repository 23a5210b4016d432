using Strata.Core.Configuration;

namespace Strata.Routing.Health;

/// <summary>
/// Opens when too many calls of a sliding window failed; when its time is up lets one call probe, and closes or stays open longer
/// by that call. Asking takes no lock. A later end of being open always wins over an earlier one.
/// </summary>
internal sealed class Breaker(Live<BreakerPolicy> policies, Dice dice)
{
    private readonly Lock gate = new();
    private BreakerPolicy policy = policies.Current;
    private SlidingCounts counts = new((long)policies.Current.Window.TotalMilliseconds);
    private long openUntilMs;
    private long probeUntilMs;
    private bool open;
    private int times;
    private int inARow;
    private long closedAtMs;

    /// <summary>When a probe may go; meaningless while closed.</summary>
    public long OpenUntilMs => Volatile.Read(ref openUntilMs);

    public BreakerState State(long nowMs) =>
        !Volatile.Read(ref open) ? BreakerState.Closed
        : nowMs < Volatile.Read(ref openUntilMs) ? BreakerState.Open
        : nowMs < Volatile.Read(ref probeUntilMs) ? BreakerState.Probing
        : BreakerState.HalfOpen;

    /// <summary>Takes the one place of a probe. False where another call has it, or none is due.</summary>
    public bool TryProbe(long nowMs)
    {
        lock (gate)
        {
            if (State(nowMs) != BreakerState.HalfOpen)
            {
                return false;
            }

            Volatile.Write(ref probeUntilMs, nowMs + (long)policy.ProbeFor.TotalMilliseconds);
            return true;
        }
    }

    /// <summary>Gives the place of a probe back that learnt nothing.</summary>
    public void ReleaseProbe()
    {
        Volatile.Write(ref probeUntilMs, 0);
    }

    /// <summary>Counts a call; returns whether the state changed.</summary>
    public bool Observe(bool ok, bool isProbe, long nowMs)
    {
        lock (gate)
        {
            Follow();
            counts.Add(ok, nowMs);
            inARow = ok ? 0 : Math.Min(inARow + 1, counts.Bad);
            if (open)
            {
                return ObserveOpen(ok, isProbe, nowMs);
            }

            var isMany = counts.Bad >= policy.FailuresMin && counts.Bad >= policy.FailureShare * (counts.Bad + counts.Good);
            if (ok || (!isMany && inARow < policy.InARow))
            {
                return false;
            }

            times = nowMs - closedAtMs > (long)policy.OpenMax.TotalMilliseconds ? 0 : times;
            OpenFor(nowMs);
            return true;
        }
    }

    public (int Good, int Bad) Counts(long nowMs)
    {
        lock (gate)
        {
            counts.Turn(nowMs);
            return (counts.Good, counts.Bad);
        }
    }

    /// <summary>A reload may have brought another policy; another window begins to count anew.</summary>
    private void Follow()
    {
        var next = policies.Current;
        if (!ReferenceEquals(next, policy))
        {
            counts = next.Window == policy.Window ? counts : new SlidingCounts((long)next.Window.TotalMilliseconds);
            policy = next;
        }
    }

    /// <summary>Any success while open closes it: a call that was on its way, or was sent for want of another target, proves as much as the probe.</summary>
    private bool ObserveOpen(bool ok, bool isProbe, long nowMs)
    {
        if (ok)
        {
            Volatile.Write(ref open, false);
            Volatile.Write(ref probeUntilMs, 0);
            closedAtMs = nowMs;
            counts.Clear();
            return true;
        }

        if (isProbe)
        {
            OpenFor(nowMs);
        }

        return false;
    }

    private void OpenFor(long nowMs)
    {
        var ms = Math.Min((long)policy.OpenMax.TotalMilliseconds, (long)policy.OpenFor.TotalMilliseconds << Math.Min(times, 16));
        times++;
        Volatile.Write(ref openUntilMs, Math.Max(openUntilMs, nowMs + dice.Jitter(ms)));
        Volatile.Write(ref probeUntilMs, 0);
        Volatile.Write(ref open, true);
    }
}
