using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Costs.Endpoints;
using Strata.Costs.Reports;
using Strata.Http;

namespace Strata.Costs;

/// <summary>Costs over the ledger: the month's forecast, anomalies, budgets beside actuals, own machines, chargeback. Needs the gateway's services; holds no state.</summary>
public sealed class CostsModule : IStrataModule
{
    private readonly Live<CostsOptions> options = new(new CostsOptions());

    /// <inheritdoc/>
    public string Name => "costs";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => [];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = CostsOptions.Read(section);
        section.Finish();
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<CostReports>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => CostEndpoints.Map(endpoints);
}
