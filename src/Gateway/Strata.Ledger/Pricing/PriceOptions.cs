namespace Strata.Ledger.Pricing;

/// <summary>Prices of one model in US dollars per million tokens, by token class. A class without a price is unknown, not free.</summary>
public sealed record PriceOptions
{
    /// <summary>Prompt tokens that were computed.</summary>
    public decimal? Input { get; init; }

    /// <summary>Prompt tokens that a cache answered.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Prompt tokens written to a billed cache.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public decimal? Output { get; init; }

    /// <summary>Tokens of reasoning.</summary>
    public decimal? Reasoning { get; init; }
}
