using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>Makes counts, each with a number that orders the taking of locks, and says how large a part of a limit a new one may use unasked.</summary>
internal sealed class CounterSource(TimeProvider time, BudgetLimits limits)
{
    private long last;

    public BudgetLimits Limits { get; } = limits;

    /// <summary>How many processes share the counts; 0 where this one is alone.</summary>
    public int Replicas { get; set; }

    /// <summary>Called, at most once until it is answered, when a count comes near what this process may use.</summary>
    public Action? SyncWanted { get; set; }

    public Counter New(RuleState owner, string organization, LimitNode node)
    {
        var now = BookTime.Of(time);
        var counter = new Counter(owner, this, Interlocked.Increment(ref last), now) { Organization = organization, Node = node };
        if (Replicas > 0)
        {
            SyncWanted?.Invoke();
        }

        return counter;
    }

    /// <summary>What a process may use of an amount before it has heard of the others: half of its even share, and one request in any case.</summary>
    public long FirstCap(long amount) => Replicas == 0 ? long.MaxValue : Math.Max(1, amount / (2 * Replicas));
}
