namespace Strata.Console.Data;

/// <summary>The price of a model in US dollars per million tokens; null is no price for that class.</summary>
/// <param name="Input">Prompt tokens that were computed.</param>
/// <param name="CachedInput">Prompt tokens that a cache answered.</param>
/// <param name="Output">Tokens of the answer.</param>
internal sealed record ModelPrice(decimal? Input, decimal? CachedInput, decimal? Output);
