namespace Strata.Ledger.Pricing;

/// <summary>Prices of requests whose prompt is longer.</summary>
/// <param name="AboveTokens">The prompt's tokens, all classes together, must be above this.</param>
/// <param name="Prices">The classes that cost something else; the others stay.</param>
public sealed record PriceStep(long AboveTokens, PriceOptions Prices);
