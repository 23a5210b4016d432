using System.Collections.Concurrent;
using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>Makes counts, each with a number that orders the taking of locks, and says how large a part of a limit a new one may use unasked.</summary>
internal sealed class CounterSource(TimeProvider time, BudgetLimits limits)
{
    /// <summary>After so long without a word of a rate's count it is held for unknown.</summary>
    public const long StaleMs = 3_000;

    private long last;

    public BudgetLimits Limits { get; } = limits;

    /// <summary>How many processes share the counts; 0 where this one is alone.</summary>
    public int Replicas { get; set; }

    /// <summary>Whether the database has not answered lately: then what was last heard goes on to hold.</summary>
    public bool IsAway { get; set; }

    /// <summary>Counts that changed since they were reported; null where nobody takes reports.</summary>
    public ConcurrentQueue<Counter>? Dirty { get; set; }

    /// <summary>Called when a count comes near what this process may use.</summary>
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

    /// <summary>What a process may use of an amount before it has heard of the others: a quarter of its even share, and one request in any case.</summary>
    public long FirstCap(long amount) => Replicas == 0 ? long.MaxValue : Math.Max(1, amount / (4 * Replicas));
}
