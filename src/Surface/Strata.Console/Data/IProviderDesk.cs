using Strata.Routing.Health;
using Strata.Routing.Options;

namespace Strata.Console.Data;

/// <summary>Providers, deployments and routes. The gateway's routing answers; tests answer from lists.</summary>
internal interface IProviderDesk
{
    /// <summary>The configured providers, in their order.</summary>
    IReadOnlyList<ProviderRow> Providers();

    /// <summary>How the deployments of the configured providers stand, by name.</summary>
    IReadOnlyList<DeploymentView> Deployments();

    /// <summary>The routes, in the order they are tried.</summary>
    IReadOnlyList<RouteOptions> Routes();
}
