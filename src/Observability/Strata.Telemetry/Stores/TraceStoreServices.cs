using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Traces.Postgres;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Stores;

/// <summary>The trace store, its queries and its scores among the services. The store opens beside the host's start.</summary>
internal static class TraceStoreServices
{
    public static void AddTraceStore(this IServiceCollection services, string dataDirectory, Live<TelemetryOptions> live)
    {
        var at = live.Current;
        var options = new TraceStoreOptions
        {
            Directory = Path.Combine(dataDirectory, "traces"),
            LiveBytesMax = at.MemoryBytesMax,
            DiskBytesMax = at.DiskBytesMax,
            RetentionOf = tenant => live.Current.Traces.DaysOf(tenant.Project),
        };
        services.AddSingleton(provider => new TraceStore(
            options, provider.GetRequiredService<IAppendLogs>(), new StoreWatch(provider.GetRequiredService<ILogger<StoreWatch>>()), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SharedSpanStore(
            new SharedTraceOptions
            {
                Store = options with { Directory = Path.Combine(dataDirectory, "traces-shared"), LogName = "traces-shared" },
                SyncEvery = at.Traces.SyncEvery,
                CacheBytesMax = at.Traces.CacheBytesMax,
                AwayBytesMax = at.Traces.AwayBytesMax,
            },
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<IAppendLogs>(),
            new StoreWatch(provider.GetRequiredService<ILogger<StoreWatch>>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SpanStore>(provider => at.Traces.Place == TracePlace.Auto && provider.GetService<IDatabase>()?.Dialect == SqlDialect.Postgres
            ? provider.GetRequiredService<SharedSpanStore>()
            : provider.GetRequiredService<TraceStore>());
        services.AddSingleton<ISpanSink>(provider => provider.GetRequiredService<SpanStore>());
        services.AddSingleton(provider => new ScoreStore(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TraceReader(
            provider.GetRequiredService<SpanStore>(), provider.GetService<IDatabase>() is null ? null : provider.GetRequiredService<ScoreStore>()));
        services.AddSingleton(provider => new StoreService(
            provider.GetRequiredService<SpanStore>(), new EarlierSpans(dataDirectory), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StoreService>>()));
        services.AddHostedService(provider => provider.GetRequiredService<StoreService>());
    }
}
