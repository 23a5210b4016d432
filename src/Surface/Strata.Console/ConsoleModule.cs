using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Alerts.Evaluation;
using Strata.Budgets.Storage;
using Strata.Caching;
using Strata.Console.Data;
using Strata.Console.Endpoints;
using Strata.Console.Requests;
using Strata.Console.Sources;
using Strata.Console.Tracing;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Ledger.Pricing;

namespace Strata.Console;

/// <summary>
/// The console's door: pages rendered on the server, their few scripts, and the forms they post. Reads the gateway's ledger,
/// keys, teams, limits, prices, routes, cache and audit log, telemetry's traces and traffic, and the models of this process; shows what a server tells it as
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
        services.TryAddSingleton<IProviderDesk, RoutingDesk>();
        services.TryAddSingleton<IBudgetDesk, BookBudgets>();
        services.TryAddSingleton<IDirectoryDesk, StoredDirectory>();
        services.TryAddSingleton<ILedgerDesk, LedgerDesk>();
        services.TryAddSingleton<IAuditDesk, AuditDesk>();
        services.TryAddSingleton<IGuardDesk, GuardDesk>();

        // What a gateway may run without: its page then says how to turn it on.
        services.TryAddSingleton<IPriceBookDesk>(s => new PriceBookDesk(s.GetRequiredService<Live<PriceBook>>(), s.GetService<PriceStore>(), s.GetService<PriceKeeper>(), s.GetRequiredService<AuditLog>()));
        services.TryAddSingleton<ICacheDesk>(s => new CacheDesk(s.GetService<AnswerCache>(), s.GetRequiredService<AuditLog>()));
        services.TryAddSingleton<ILimitDesk>(s => new StoredLimits(s.GetService<RuleStore>(), s.GetRequiredService<AuditLog>()));
        services.AddSingleton<RequestDesk>().AddSingleton<TraceDesk>().AddSingleton<BoardDesk>();
        services.TryAddSingleton(s => new AlertPages(s.GetService<AlertDesk>(), s.GetService<KillSwitch>()));
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        AssetEndpoints.Map(endpoints);
        ThemeEndpoint.Map(endpoints);
        KeyForms.Map(endpoints);
        TeamForms.Map(endpoints);
        LimitForms.Map(endpoints);
        GatewayForms.Map(endpoints);
        AlertForms.Map(endpoints);
        UsageFiles.Map(endpoints);
        RequestFacts.Map(endpoints);
        TraceFacts.Map(endpoints);
        TraceForms.Map(endpoints);
        PageEndpoints.Map(endpoints);
    }
}
