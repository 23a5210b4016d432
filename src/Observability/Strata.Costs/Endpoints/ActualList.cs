namespace Strata.Costs.Endpoints;

/// <summary>Budgets of money and what was spent of each.</summary>
/// <param name="Data">Those used most first.</param>
internal sealed record ActualList(IReadOnlyList<ActualView> Data);
