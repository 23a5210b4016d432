namespace Strata.Budgets.Headers;

/// <summary>How one limit stands.</summary>
/// <param name="Limit">Its amount.</param>
/// <param name="Left">What is neither used nor reserved.</param>
/// <param name="Reset">Until nothing of what was used counts any more.</param>
public readonly record struct LimitStand(long Limit, long Left, TimeSpan Reset)
{
    /// <summary>Whether a smaller part of this one is left.</summary>
    public bool IsTighterThan(LimitStand? other) => other is not { } o || (Int128)Left * o.Limit < (Int128)o.Left * Limit;
}
