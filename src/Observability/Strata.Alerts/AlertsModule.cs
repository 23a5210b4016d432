using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Strata.Alerts.Delivery;
using Strata.Alerts.Endpoints;
using Strata.Alerts.Evaluation;
using Strata.Alerts.Signals;
using Strata.Alerts.Storage;
using Strata.Budgets.Book;
using Strata.Budgets.Storage;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Identity.Keys;
using Strata.Metrics.Evaluation;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Alerts;

/// <summary>
/// Alerts: rules over traces, metrics, budgets and runaways; receivers, silences, history, and the switch that stops a key. Reads what the process
/// has of trace store, metrics and gateway; a rule whose source is missing says so.
/// </summary>
public sealed class AlertsModule : IStrataModule
{
    private readonly Live<AlertsOptions> options = new(new AlertsOptions());

    /// <inheritdoc/>
    public string Name => "alerts";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => AlertMigrations.All;

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = AlertsOptions.Read(section);
        section.Finish();
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<ILimitsSource, AlertsLimits>();
        services.AddSingleton<DefinitionStore>().AddSingleton<StateStore>().AddSingleton<HistoryStore>().AddSingleton<DeliveryStore>().AddSingleton<SwitchStore>();
        services.AddSingleton<AlertBook>().AddSingleton<RunawayWatch>().AddSingleton<Sender>();
        services.AddSingleton(s => new Signal(new SignalSources(
            s.GetService<TraceReader>(), s.GetService<MetricQueries>() is { } metrics ? new StoredMetrics(metrics) : null, s.GetService<BudgetBook>(), s.GetService<KeyStore>(), s.GetRequiredService<RunawayWatch>())));
        services.AddSingleton<AlertEngine>();
        services.AddSingleton(s => new KillSwitch(
            s.GetRequiredService<SwitchStore>(), s.GetRequiredService<HistoryStore>(), (s.GetService<RuleStore>(), s.GetService<AuditLog>()), s.GetRequiredService<RunawayWatch>(),
            s.GetRequiredService<IIdSource>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<KillSwitch>>()));
        services.AddSingleton(s => new Dispatcher(
            s.GetRequiredService<DeliveryStore>(), s.GetRequiredService<HistoryStore>(), s.GetRequiredService<AlertBook>(), s.GetRequiredService<Sender>(), options,
            (s.GetRequiredService<IIdSource>(), s.GetRequiredService<TimeProvider>()), s.GetRequiredService<ILogger<Dispatcher>>()));
        services.AddSingleton(s => new AlertService(
            s.GetRequiredService<AlertEngine>(), s.GetRequiredService<KillSwitch>(), s.GetRequiredService<Dispatcher>(), s.GetRequiredService<HistoryStore>(), s.GetService<ILeases>(), options,
            (s.GetRequiredService<IIdSource>(), s.GetRequiredService<TimeProvider>()), s.GetRequiredService<ILogger<AlertService>>()));
        services.AddHostedService(s => s.GetRequiredService<AlertService>());
        services.AddSingleton(s => new AlertDesk(
            s.GetRequiredService<AlertBook>(), s.GetRequiredService<AlertEngine>(), s.GetRequiredService<Signal>(), s,
            (s.GetRequiredService<DefinitionStore>(), s.GetRequiredService<StateStore>(), s.GetRequiredService<HistoryStore>()),
            (s.GetRequiredService<DeliveryStore>(), s.GetRequiredService<SwitchStore>())));
        Watch(services);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        RuleEndpoints.Map(endpoints);
        ReceiverEndpoints.Map(endpoints);
        SilenceEndpoints.Map(endpoints);
        StateEndpoints.Map(endpoints);
    }

    /// <summary>Puts the watch for runaways in front of whoever stores spans.</summary>
    private static void Watch(IServiceCollection services)
    {
        if (services.LastOrDefault(s => s.ServiceType == typeof(ISpanSink)) is { ImplementationFactory: { } make } kept)
        {
            services.Remove(kept);
            services.AddSingleton<ISpanSink>(provider => new WatchedSink((ISpanSink)make(provider), provider.GetRequiredService<RunawayWatch>()));
        }
    }
}
