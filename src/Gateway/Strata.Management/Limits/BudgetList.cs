namespace Strata.Management.Limits;

/// <summary>A page of counts.</summary>
/// <param name="Data">The counts, by limit and node.</param>
/// <param name="After">What to send as <c>after</c> for the next page; absent at the end.</param>
internal sealed record BudgetList(IReadOnlyList<BudgetItem> Data, string? After);
