using Strata.Budgets.Alerts;
using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>
/// What one node used and holds under one rule. Every member that is not read-only is guarded by <see cref="Gate"/>; who needs
/// several counts at once takes the gates in the order of <see cref="Ordinal"/>.
///
/// own = used in the window here + reserved here;  foreign = used elsewhere, as last heard;  cap = the most that own may be until the
/// next hearing (no bound in a process alone). A request fits where own + need ≤ min(amount − foreign, cap).
/// </summary>
internal sealed class Counter
{
    private readonly CounterSource source;
    private readonly WindowSum window;
    private LimitRule rule;
    private long startMs;
    private long reserved;
    private long foreign;
    private long foreignUntilMs = long.MaxValue;
    private long cap;
    private long askAt;
    private long wanted;
    private int holders;
    private int alerted;
    private long alertedAtMs;
    private long nextAlert;
    private bool saidRefused;
    private bool isDirty;
    private long heardMs;
    private long told;

    public Counter(RuleState owner, CounterSource source, long ordinal, in BookTime now)
    {
        Owner = owner;
        Ordinal = ordinal;
        this.source = source;
        rule = owner.Rule;
        window = WindowSum.For(rule, now);
        startMs = window.StartMs;
        cap = source.FirstCap(rule.Amount);
        askAt = cap / 2;
        heardMs = now.MonotonicMs;
        BornMs = now.UtcMs;
        nextAlert = Threshold();
    }

    public Lock Gate { get; } = new();

    public RuleState Owner { get; }

    public long Ordinal { get; }

    public required string Organization { get; init; }

    public required LimitNode Node { get; init; }

    /// <summary>The rule as of the last <see cref="Advance"/>.</summary>
    public LimitRule Rule => rule;

    /// <summary>Whether it was swept away: whoever found it must look it up again.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>When the count was made, in Unix milliseconds: what was used before is in the ledger only.</summary>
    public long BornMs { get; }

    /// <summary>Whether the ledger was, or will be, asked for what was used before.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>Whether it is kept in the database: a budget that must outlive the process.</summary>
    public bool IsLong => rule.Unit != LimitUnit.Parallel && rule.Window.IsLong;

    public long WindowStartMs => window.StartMs;

    public long Own => window.Total;

    public long Reserved => reserved;

    public long Spent => window.Total + foreign;

    public long Left => Math.Max(0, rule.Amount - foreign - window.Total - reserved);

    /// <summary>Requests refused in this window of the calendar; of a sliding one, since the count was made.</summary>
    public long Refused { get; set; }

    /// <summary>Requests that passed, likewise, although the limit was reached: soft or shadow.</summary>
    public long Passed { get; set; }

    /// <summary>Requests, likewise, whose cost is not known.</summary>
    public long Unpriced { get; private set; }

    public bool IsAlertDue => Spent >= nextAlert;

    /// <summary>Brings the count to the present: the window, the rule, what was heard. First in every use.</summary>
    public void Advance(in BookTime now)
    {
        window.Advance(now);
        if (window.StartMs != startMs)
        {
            startMs = window.StartMs;
            StartAnew();
        }
        else if (now.MonotonicMs >= foreignUntilMs)
        {
            // What others used has left the window, and nothing was heard since: this process keeps to its even share.
            (foreign, foreignUntilMs) = (0, long.MaxValue);
            cap = Math.Max(cap, source.Replicas == 0 ? long.MaxValue : rule.Amount / source.Replicas);
        }
        else if (cap != long.MaxValue && !IsLong && !source.IsAway && now.MonotonicMs - heardMs > CounterSource.StaleMs)
        {
            // Others may have used it up since. Budgets are heard of every second, rates only while they are used.
            cap = Math.Min(cap, window.Total + reserved + source.FirstCap(rule.Amount));
            heardMs = now.MonotonicMs;
            source.SyncWanted?.Invoke();
        }

        if (!ReferenceEquals(rule, Owner.Rule))
        {
            rule = Owner.Rule;
            nextAlert = Threshold();
        }

        if (alerted > 0 && rule.Window.Kind == WindowKind.Sliding && now.MonotonicMs - alertedAtMs >= rule.Window.Duration.TotalMilliseconds)
        {
            ResetAlerts();
        }
    }

    /// <summary>Whether a request fits, and how much to take for it: never more than the whole limit, so that one alone can pass.</summary>
    public bool Fits(in Amounts need, out long take)
    {
        take = Math.Min(need.Likely(rule.Unit), rule.Amount);
        if (need.Sure(rule.Unit) > rule.Amount)
        {
            return false;
        }

        var own = window.Total + reserved;
        var room = rule.Amount - foreign - own;
        var fitsAll = take == 0 ? room > 0 : take <= room;
        if (!fitsAll || own == 0 || (take == 0 ? own < cap : take <= cap - own))
        {
            return fitsAll;
        }

        wanted = Math.Max(wanted, take);
        Soil();
        source.SyncWanted?.Invoke();
        return false;
    }

    public void Take(long amount)
    {
        holders++;
        if (rule.Unit == LimitUnit.Requests)
        {
            window.Add(amount);
        }
        else
        {
            reserved += amount;
        }

        Soil();
        AskAhead();
    }

    /// <summary>Grows a hold by a slice where there is room, else by what there is.</summary>
    /// <returns>Whether the need is covered.</returns>
    public bool TryGrow(long need, long slice, out long taken)
    {
        var own = window.Total + reserved;
        var room = Math.Min(rule.Amount - foreign, cap == long.MaxValue ? cap : cap + Math.Max(slice, cap / 8)) - own;
        taken = rule.Mode == LimitMode.Strict ? Math.Clamp(room, 0, Math.Max(need, slice)) : Math.Max(need, slice);
        reserved += taken;
        Soil();
        AskAhead();
        return taken >= need;
    }

    /// <summary>Ends a hold with what was used; a cost of null is not known.</summary>
    public void Settle(long held, long? used, in BookTime at)
    {
        holders--;
        Soil();
        switch (rule.Unit)
        {
            case LimitUnit.Parallel:
                reserved -= held;
                break;
            case LimitUnit.Requests:
                if (used == 0)
                {
                    window.Remove(held, at);
                }

                break;
            default:
                reserved -= held;
                window.Add(used ?? 0);
                Unpriced += used is null ? 1 : 0;
                break;
        }
    }

    /// <summary>Milliseconds until a request is likely to fit; <see cref="long.MaxValue"/> where waiting does not help.</summary>
    public long WaitMs(in Amounts need, in BookTime now)
    {
        if (rule.Unit == LimitUnit.Parallel)
        {
            return 1_000;
        }

        var take = Math.Min(need.Likely(rule.Unit), rule.Amount);
        var allowed = rule.Amount - Math.Max(take, 1);
        if (allowed < 0 || need.Sure(rule.Unit) > rule.Amount)
        {
            return long.MaxValue;
        }

        // What is only reserved may come back at any moment; what was spent goes when its window does.
        return Spent <= allowed ? 1_000 : Math.Max(1_000, window.Total > 0 ? window.UntilMs(now, allowed - foreign < 0 ? 0 : allowed - foreign) : ForeignMs(now));
    }

    /// <summary>What the process learnt of the others, and the most that it may come to itself until it hears again.</summary>
    public void Hear(long usedElsewhere, long mayUse, in BookTime now)
    {
        foreign = usedElsewhere;
        cap = mayUse;
        heardMs = now.MonotonicMs;
        foreignUntilMs = rule.Window.Kind == WindowKind.Sliding && rule.Unit != LimitUnit.Parallel ? now.MonotonicMs + (long)rule.Window.Duration.TotalMilliseconds : long.MaxValue;
        askAt = mayUse == long.MaxValue ? long.MaxValue : window.Total + reserved + Math.Max(1, (mayUse - window.Total - reserved) / 2);
        wanted = 0;
    }

    /// <summary>What others used, unasked. What this process may use stays as it is where a report is due: that brings the lease too.</summary>
    public void Learn(long usedElsewhere, long mayUse, in BookTime now) => Hear(usedElsewhere, isDirty ? cap : mayUse, now);

    /// <summary>What to report: the use, the holds, as a wish twice what was used since the last report, and what was refused for want of a slice.</summary>
    public (long Used, long Held, long Want, long Need) Report()
    {
        var own = window.Total + reserved;
        var want = Math.Max(0, own - told) * 2;
        told = own;
        isDirty = false;
        return (window.Total, reserved, want, wanted);
    }

    /// <summary>Marks the count for the next report.</summary>
    public void Soil()
    {
        if (!isDirty && source.Dirty is { } dirty && (source.Replicas > 0 || IsLong))
        {
            isDirty = true;
            dirty.Enqueue(this);
        }
    }

    /// <summary>The alert that is due, marked as raised; null where none is.</summary>
    public BudgetAlert? NextAlert(in BookTime now)
    {
        if (!IsAlertDue)
        {
            return null;
        }

        alerted = rule.AlertPercents.First(p => p > alerted);
        alertedAtMs = now.MonotonicMs;
        nextAlert = Threshold();
        return Alert(alerted, refused: false);
    }

    /// <summary>The first refusal of a window, as an alert; null for a later one.</summary>
    public BudgetAlert? FirstRefusal(in BookTime now)
    {
        if (saidRefused)
        {
            return null;
        }

        saidRefused = true;
        (alerted, alertedAtMs) = (Math.Max(alerted, 1), now.MonotonicMs);
        return Alert(rule.Amount == 0 ? 100 : (int)Int128.Min(10_000, (Int128)Spent * 100 / rule.Amount), refused: true);
    }

    /// <summary>When the window ends; null for a sliding one and for ever.</summary>
    public DateTimeOffset? ResetsAt() =>
        rule.Unit != LimitUnit.Parallel && rule.Window.Kind is not (WindowKind.Sliding or WindowKind.Total)
            ? DateTimeOffset.FromUnixTimeMilliseconds(rule.Window.Bounds(window.StartMs).End)
            : null;

    /// <summary>Milliseconds until nothing of what was used here counts any more.</summary>
    public long EmptyMs(in BookTime now) => window.UntilMs(now, 0);

    public bool TryRetire(in BookTime now)
    {
        lock (Gate)
        {
            Advance(now);
            IsRetired = holders == 0 && window.Total == 0 && reserved == 0 && foreign == 0 && alerted == 0;
            return IsRetired;
        }
    }

    private void StartAnew()
    {
        (foreign, foreignUntilMs, wanted) = (0, long.MaxValue, 0);
        cap = source.FirstCap(rule.Amount);
        askAt = cap / 2;
        (Refused, Passed, Unpriced) = (0, 0, 0);
        ResetAlerts();
    }

    private void ResetAlerts()
    {
        (alerted, saidRefused) = (0, false);
        nextAlert = Threshold();
    }

    private void AskAhead()
    {
        if (window.Total + reserved > askAt)
        {
            askAt = long.MaxValue;
            source.SyncWanted?.Invoke();
        }
    }

    private long ForeignMs(in BookTime now) =>
        foreignUntilMs != long.MaxValue ? foreignUntilMs - now.MonotonicMs
        : rule.Window.Bounds(now.UtcMs).End is < long.MaxValue and var end ? Math.Max(1, end - now.UtcMs)
        : long.MaxValue;

    private long Threshold()
    {
        foreach (var percent in rule.AlertPercents)
        {
            if (percent > alerted && rule.Amount > 0 && rule.Unit != LimitUnit.Parallel)
            {
                return (rule.Amount / 100 * percent) + (((rule.Amount % 100 * percent) + 99) / 100);
            }
        }

        return long.MaxValue;
    }

    private BudgetAlert Alert(int percent, bool refused) => new()
    {
        Rule = rule,
        Node = Node,
        Organization = Organization,
        Percent = percent,
        Spent = Spent,
        ResetsAt = ResetsAt(),
        Refused = refused,
    };
}
