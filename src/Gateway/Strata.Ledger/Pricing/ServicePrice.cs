namespace Strata.Ledger.Pricing;

/// <summary>What a tier of service costs.</summary>
/// <param name="Tier">For instance <c>batch</c>, <c>flex</c> or <c>priority</c>.</param>
/// <param name="Factor">What the usual prices are multiplied by.</param>
/// <param name="Prices">Classes (and steps) that the list names itself; they come before the factor.</param>
public sealed record ServicePrice(string Tier, decimal Factor, PriceOptions Prices);
