using Strata.Routing.Health;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>Makes plans over one book of health. Thread-safe.</summary>
/// <param name="health">What was learnt.</param>
/// <param name="prices">What deployments cost; null where nobody knows.</param>
/// <param name="engines">What own engines say; null where there are none.</param>
public sealed class Router(HealthBook health, IRoutePrices? prices = null, IEngineSignals? engines = null)
{
    /// <summary>What was learnt.</summary>
    public HealthBook Health { get; } = health;

    internal Chooser Chooser { get; } = new(health.Dice, prices, engines);

    /// <summary>Opens the plan of one request. Dispose it when the request ends, whatever happened.</summary>
    public RoutePlan Plan(RouteRule rule, in RouteRequest request) => new(this, rule, request);

    /// <summary>What a plan would do now, without one: nothing is counted, drawn or taken.</summary>
    public RouteExplanation Explain(RouteRule rule, in RouteRequest request) => Explainer.Explain(this, rule, request);
}
