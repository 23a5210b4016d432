namespace Strata.Routing.Routes;

/// <summary>Prices to choose by, in US dollars per million tokens. The ledger's own prices are exact; these only order targets.</summary>
/// <param name="Input">A prompt token.</param>
/// <param name="CachedInput">A prompt token that a cache answers.</param>
/// <param name="Output">A token of the answer.</param>
public readonly record struct TokenPrices(double Input, double CachedInput, double Output);
