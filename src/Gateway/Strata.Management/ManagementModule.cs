using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Ledger;
using Strata.Management.Caches;
using Strata.Management.Keys;
using Strata.Management.Limits;
using Strata.Management.Prices;
using Strata.Management.Requests;
using Strata.Management.Tenants;
using Strata.Management.Traffic;
using Strata.Management.Trail;

namespace Strata.Management;

/// <summary>
/// The gateway as people run it: our own API under <c>/strata/v1</c> over keys, teams and people, limits and budgets, the ledger, prices, the
/// audit chain, the cache and the routes. Every query carries the caller's organisation; every change is a link of the audit chain.
/// Needs the gateway's services.
/// </summary>
public sealed class ManagementModule : IStrataModule
{
    /// <inheritdoc/>
    public string Name => "management";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations { get; } = [];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section) => () => { };

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.AddSingleton<PublicNames>();
        services.AddSingleton<LedgerExport>();
        services.AddSingleton<RepricingJob>();
        services.AddSingleton<RequestFinder>();
        services.AddSingleton<RouteExplainer>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        KeyEndpoints.Map(endpoints);
        TenantEndpoints.Map(endpoints);
        UserEndpoints.Map(endpoints);
        LimitEndpoints.Map(endpoints);
        RequestEndpoints.Map(endpoints);
        UsageEndpoints.Map(endpoints);
        RepricingEndpoints.Map(endpoints);
        PriceEndpoints.Map(endpoints);
        AuditEndpoints.Map(endpoints);
        CacheEndpoints.Map(endpoints);
        TrafficEndpoints.Map(endpoints);
    }
}
