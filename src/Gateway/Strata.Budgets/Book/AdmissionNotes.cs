using Strata.Budgets.Alerts;
using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>What an admission found out, gathered under the gates and told after them.</summary>
internal struct AdmissionNotes
{
    /// <summary>The count that refused; of several, the one that takes longest to come free, so that nobody comes back in vain.</summary>
    public Counter? Refuser;
    public long WaitMs;
    public long Spent;
    public long Reserved;
    public LimitRule? Rule;
    public DateTimeOffset? ResetsAt;

    /// <summary>A soft limit that was passed over.</summary>
    public LimitRule? Soft;

    public bool IsAlertDue;
    public List<BudgetAlert>? Alerts;

    public void Refuse(Counter counter, in Amounts need, in BookTime now)
    {
        counter.Refused++;
        Note(counter.FirstRefusal(now));
        var wait = counter.WaitMs(need, now);
        if (Refuser is null || wait > WaitMs)
        {
            (Refuser, WaitMs, Spent, Reserved, Rule, ResetsAt) = (counter, wait, counter.Spent, counter.Reserved, counter.Rule, counter.ResetsAt());
        }
    }

    public void Pass(Counter counter, in BookTime now)
    {
        counter.Passed++;
        if (counter.Rule.Mode == LimitMode.Soft)
        {
            Soft ??= counter.Rule;
            Note(counter.FirstRefusal(now) is { } alert ? alert with { Refused = false } : null);
        }
    }

    private void Note(BudgetAlert? alert)
    {
        if (alert is not null)
        {
            (Alerts ??= []).Add(alert);
        }
    }
}
