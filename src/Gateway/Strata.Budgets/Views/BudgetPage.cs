namespace Strata.Budgets.Views;

/// <summary>Some counts.</summary>
/// <param name="Items">Ordered by source, rule, organisation and node.</param>
/// <param name="Next">What to ask the next page after; null on the last.</param>
public sealed record BudgetPage(IReadOnlyList<BudgetView> Items, string? Next);
