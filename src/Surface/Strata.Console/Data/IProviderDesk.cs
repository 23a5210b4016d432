using Strata.Core.Tenancy;
using Strata.Routing.Health;
using Strata.Routing.Options;

namespace Strata.Console.Data;

/// <summary>Providers, deployments and routes. The gateway's routing answers; tests answer from lists.</summary>
internal interface IProviderDesk
{
    /// <summary>The configured providers, in their order.</summary>
    IReadOnlyList<ProviderRow> Providers();

    /// <summary>How the deployments of the configured providers stand, by name; with their credentials only for the operator.</summary>
    IReadOnlyList<DeploymentView> Deployments(Caller caller);

    /// <summary>The routes, in the order they are tried; with their conditions, which may name tenants, only for the operator.</summary>
    IReadOnlyList<RouteOptions> Routes(Caller caller);
}
