using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Telemetry.Endpoints;
using Strata.Telemetry.Journal;
using Strata.Telemetry.Metrics;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Stores;
using Strata.Telemetry.Traces;
using Strata.Telemetry.Traffic;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;

namespace Strata.Telemetry;

/// <summary>
/// Observability's door. It listens to activities and meters of <c>Strata.*</c>; nobody calls it. Others read through
/// <see cref="TraceReader"/> and <see cref="TrafficSeries"/>. Uses <see cref="IAppendLogs"/> where there is one; else traces
/// live in memory.
/// </summary>
/// <param name="dataDirectory">The store of traces stands below it.</param>
public sealed class TelemetryModule(string dataDirectory) : IStrataModule
{
    private readonly Live<TelemetryOptions> options = new(new TelemetryOptions());

    /// <inheritdoc/>
    public string Name => "telemetry";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => ScoreMigrations.All;

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
        services.AddTraceStore(Path.Combine(dataDirectory, "traces"), at.Traces);
        services.AddSingleton(_ => new SpanRecorder(at.Spans));
        services.AddSingleton(_ => new SpanStore(at.Spans));
        services.AddSingleton(_ => new TrafficSeries());
        services.AddSingleton(provider => new TraceReader(provider.GetRequiredService<SpanStore>()));
        services.AddSingleton(provider => new SpanJournal(
            provider.GetService<IAppendLogs>(), at.Spans.DiskBytesMax, provider.GetRequiredService<ILogger<SpanJournal>>()));
        services.AddSingleton<ISpanSink>(provider => new ReceivedSpans(provider.GetRequiredService<SpanStore>(), provider.GetRequiredService<SpanJournal>(), at.Spans));
        services.AddSingleton(_ => new MetricRecorder(at.Metrics));
        services.AddSingleton<SpanPump>();
        services.AddHostedService(provider => provider.GetRequiredService<SpanPump>());
        services.AddHostedService<MetricService>();
        services.AddHostedService<SelfMetrics>();
        services.TryAddSingleton(TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        TraceEndpoints.Map(endpoints);
        MetricsEndpoint.Map(endpoints, () => options.Current.MetricsAccess);
    }
}
