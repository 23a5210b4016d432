using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Core.Money;
using Strata.Gateway.Routing;
using Strata.Ledger.Pricing;

namespace Strata.Console.Sources;

/// <summary>Prices as the gateway's book has them. A request is split by class with the same arithmetic that made its ledger row.</summary>
internal sealed class BookPrices(Live<PriceBook> prices, ModelCatalog catalog) : IPriceDesk
{
    public ModelPrice? Of(string model)
    {
        var deployment = catalog.List(null).FirstOrDefault(m => m.Name == model)?.Deployment ?? model;
        return prices.Current.Find(deployment, model) is { } price ? new(price.Input, price.CachedInput, price.Output) : null;
    }

    public IReadOnlyList<CostLine> Split(RequestRow row)
    {
        var book = prices.Current;
        var price = book.Version == row.PriceVersion ? book.Find(row.Deployment, row.Model) : null;
        var cost = PriceBook.Cost(price, row.Usage) is { } split && split.TotalNanos == row.Cost?.Nanos ? split : (RequestCost?)null;
        var usage = row.Usage;
        (string Name, long Tokens, decimal? Price, long? Nanos)[] classes =
        [
            ("prompt", usage.Input, price?.Input, cost?.Input),
            ("prompt, from a cache", usage.CachedInput, price?.CachedInput, cost?.CachedInput),
            ("prompt, written to a cache", usage.CacheWrite, price?.CacheWrite, cost?.CacheWrite),
            ("answer", usage.Output, price?.Output, cost?.Output),
            ("reasoning", usage.Reasoning, price?.Reasoning, cost?.Reasoning),
        ];
        return [.. classes.Where(c => c.Tokens > 0).Select(c => new CostLine(c.Name, c.Tokens, c.Price, c.Nanos is { } nanos ? new NanoDollars(nanos) : null))];
    }
}
