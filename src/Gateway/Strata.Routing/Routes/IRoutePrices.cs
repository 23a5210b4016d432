using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>What a deployment costs; the gateway answers from its price book. Asked while planning: one look-up, no waiting.</summary>
public interface IRoutePrices
{
    /// <summary>The prices; null where they are not known.</summary>
    TokenPrices? Find(Deployment deployment);
}
