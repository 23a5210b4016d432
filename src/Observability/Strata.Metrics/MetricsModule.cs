using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Metrics.Endpoints;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Sampling;
using Strata.Metrics.Storage;

namespace Strata.Metrics;

/// <summary>The history of metrics: an embedded store, what is sampled into it, and Prometheus' HTTP API over it.</summary>
public sealed class MetricsModule(string data) : IStrataModule
{
    private readonly Live<MetricsOptions> options = new(new MetricsOptions());

    /// <inheritdoc/>
    public string Name => "metrics";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => [];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = MetricsOptions.Read(section);
        section.Finish();
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<ILimitsSource, MetricsLimits>();
        services.AddSingleton(provider =>
        {
            var (at, logger) = (options.Current, provider.GetRequiredService<ILogger<MetricStore>>());
            var kept = new MetricStoreOptions { Directory = Path.Combine(data, "metrics"), Retention = at.Retention, DiskBytesMax = at.DiskBytesMax, SeriesMax = at.SeriesMax };
            return new MetricStore(kept, provider.GetRequiredService<IAppendLogs>(), provider.GetRequiredService<TimeProvider>(), what => Log.Damaged(logger, what));
        });
        services.AddSingleton<MetricQueries>();
        services.AddHostedService<SampleService>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => QueryEndpoints.Map(endpoints);
}
