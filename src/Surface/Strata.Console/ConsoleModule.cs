using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Console.Data;
using Strata.Console.Endpoints;
using Strata.Console.Requests;
using Strata.Console.Sources;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Http;

namespace Strata.Console;

/// <summary>
/// The console's door: pages rendered on the server, their few scripts, and the forms they post. Reads the gateway's ledger
/// and keys, telemetry's traces and traffic, and the models of this process; shows what a server tells it as
/// <see cref="IConsoleFacts"/>.
/// </summary>
public sealed class ConsoleModule : IStrataModule
{
    /// <inheritdoc/>
    public string Name => "console";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => [];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        section.Finish();
        return static () => { };
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.AddRazorComponents();
        NoKeyRing.Use(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRequestLog, LedgerRequestLog>();
        services.TryAddSingleton<IKeyDesk, StoredKeys>();
        services.TryAddSingleton<IModelNames, CatalogNames>();
        services.TryAddSingleton<IPriceDesk, BookPrices>();
        services.AddSingleton<RequestDesk>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        AssetEndpoints.Map(endpoints);
        ThemeEndpoint.Map(endpoints);
        KeyForms.Map(endpoints);
        RequestFacts.Map(endpoints);
        PageEndpoints.Map(endpoints);
    }
}
