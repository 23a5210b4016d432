using Strata.Routing.Health;
using Strata.Routing.Policies;

namespace Strata.Routing.Options;

/// <summary>What the configuration says of providers and routes.</summary>
public sealed record RoutingOptions
{
    /// <summary>The providers, in the order they are asked for a name.</summary>
    public IReadOnlyList<ProviderOptions> Providers { get; init; } = [];

    /// <summary>The routes, in the order they are tried.</summary>
    public IReadOnlyList<RouteOptions> Routes { get; init; } = [];

    /// <summary>How failed attempts are followed where no route is written.</summary>
    public RetryPolicy Retries { get; init; } = new();

    /// <summary>When breakers open.</summary>
    public BreakerPolicy Breakers { get; init; } = new();
}
