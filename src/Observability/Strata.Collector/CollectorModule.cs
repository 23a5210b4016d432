using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Strata.Collector.Bodies;
using Strata.Collector.Endpoints;
using Strata.Collector.Export;
using Strata.Collector.Grpc;
using Strata.Collector.Ingest;
using Strata.Collector.Langfuse;
using Strata.Collector.Series;
using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Ledger.Pricing;
using Strata.Metrics.Sampling;
using Strata.Otlp.Dialects;
using Strata.Traces.Spans;

namespace Strata.Collector;

/// <summary>
/// What comes from outside: OTLP over HTTP and gRPC. Spans and logs go to the <see cref="ISpanSink"/> there is, metrics into series of
/// their project.
/// </summary>
public sealed class CollectorModule : IStrataModule
{
    private readonly Live<CollectorOptions> options = new(new CollectorOptions());

    /// <inheritdoc/>
    public string Name => "collector";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => [];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = CollectorOptions.Read(section);
        section.Finish();
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.AddSingleton(options).AddSingleton<ILimitsSource>(new CollectorLimits(options));
        services.AddSingleton<InFlight>().AddSingleton<BodyReader>().AddSingleton<UnmappedTokens>();
        services.AddSingleton<IngestMetrics>().AddSingleton<IngestDoor>();
        services.AddSingleton(provider => new SpanPrices(provider.GetService<Live<PriceBook>>()));
        services.AddSingleton<IIngest>(provider => new TraceIngest(provider.GetService<ISpanSink>(), provider.GetRequiredService<UnmappedTokens>(), provider.GetRequiredService<SpanPrices>()));
        services.AddSingleton<IIngest>(provider => new LogIngest(provider.GetService<ISpanSink>(), provider.GetRequiredService<UnmappedTokens>()));
        services.AddSingleton<IMetricSource, SentMetrics>();
        services.AddSingleton<SeriesStore>().AddSingleton<IIngest, MetricsIngest>();
        services.TryAddSingleton(TimeProvider.System);
        if (options.Current.Export.Count > 0)
        {
            Forward(services, options.Current.Export);
        }
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        OtlpEndpoints.Map(endpoints);
        GrpcEndpoints.Map(endpoints);
        UnmappedEndpoint.Map(endpoints);
        SeriesEndpoint.Map(endpoints);
        RemoteWriteEndpoint.Map(endpoints);
        LangfuseEndpoints.Map(endpoints);
    }

    /// <summary>Puts the exporters behind the sink there is: whoever stores spans, ours or received, offers them too.</summary>
    private static void Forward(IServiceCollection services, IReadOnlyList<ExportTarget> targets)
    {
        services.AddSingleton(provider => new ExportService(targets, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ExportService>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ExportService>());
        if (services.LastOrDefault(s => s.ServiceType == typeof(ISpanSink)) is { ImplementationFactory: { } make } kept)
        {
            services.Remove(kept);
            services.AddSingleton<ISpanSink>(provider => new ForwardingSink((ISpanSink)make(provider), provider.GetRequiredService<ExportService>()));
        }
    }
}
