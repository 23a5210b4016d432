using Strata.Ledger.Pricing;

namespace Strata.Gateway.Endpoints;

/// <summary>Prices of one model, in US dollars per million tokens; an absent class is unknown.</summary>
internal sealed record PriceView(string Model, decimal? Input, decimal? CachedInput, decimal? CacheWrite, decimal? Output, decimal? Reasoning)
{
    public static PriceView From(string model, PriceOptions price) =>
        new(model, price.Input, price.CachedInput, price.CacheWrite, price.Output, price.Reasoning);
}
