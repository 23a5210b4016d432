using Strata.Core.Configuration;
using Strata.Ledger.Pricing;
using Strata.Routing.Providers;
using Strata.Routing.Routes;

namespace Strata.Gateway.Routing;

/// <summary>
/// The prices that the strategy <c>cost</c> orders targets by: those of the price book for everybody, of now. A model of this process
/// costs nothing unless it is priced; a target without a price comes last.
/// </summary>
internal sealed class RoutePrices(Live<PriceBook> prices, TimeProvider time) : IRoutePrices
{
    public TokenPrices? Find(Deployment deployment)
    {
        var name = deployment.IsInProcess ? deployment.RemoteModel : deployment.Name;
        var question = new PriceQuestion(name, name, time.GetUtcNow()) { Public = deployment.IsInProcess ? "" : deployment.PublicName };
        return prices.Current.Find(question)?.Entry.Prices is { Input: { } input, Output: { } output } price
            ? new TokenPrices((double)input, (double)(price.CachedInput ?? input), (double)output)
            : deployment.IsInProcess ? default(TokenPrices) : null;
    }
}
