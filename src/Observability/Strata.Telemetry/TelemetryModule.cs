using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Metrics.Sampling;
using Strata.Telemetry.Endpoints;
using Strata.Telemetry.Metrics;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Stores;
using Strata.Telemetry.Traffic;
using Strata.Traces.Postgres;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Recording;

namespace Strata.Telemetry;

/// <summary>
/// Observability's door: the trace store and its queries, what this process tells of itself (spans by <see cref="SpanRecorder"/> and by
/// activities of <c>Strata.*</c>, metrics by meters), and how it is read. Nobody calls it. Needs <see cref="IAppendLogs"/>, and
/// <see cref="IDatabase"/> for scores.
/// </summary>
/// <param name="dataDirectory">The store of traces stands below it.</param>
public sealed class TelemetryModule(string dataDirectory) : IStrataModule
{
    private readonly Live<TelemetryOptions> options = new(new TelemetryOptions());

    /// <inheritdoc/>
    public string Name => "telemetry";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => [.. ScoreMigrations.All, .. SharedTraceMigrations.All];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = TelemetryOptions.Read(section);
        section.Finish();
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        var at = options.Current;
        services.AddSingleton<ILimitsSource>(new TelemetryLimits(options));
        services.AddTraceStore(dataDirectory, options);
        services.AddSingleton(provider => new Traces.TraceReader(provider.GetRequiredService<TraceReader>()));
        services.AddSingleton(provider => new TrafficSeries(provider.GetRequiredService<TraceReader>()));
        services.AddSingleton(_ => new SpanRecorder(new RecorderLimits(at.QueueSpansMax)));
        services.AddSingleton<ActivityRecorder>().AddSingleton<SpanPump>();
        services.AddHostedService(provider => provider.GetRequiredService<SpanPump>());
        services.AddSingleton(_ => new MetricRecorder(at.Metrics));
        services.AddSingleton<IMetricSource, OwnMetrics>();
        services.AddHostedService<MetricService>();
        services.AddHostedService<SelfMetrics>();
        services.TryAddSingleton(TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        MetricsEndpoint.Map(endpoints, () => options.Current.MetricsAccess);
    }
}
