using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Stores;

/// <summary>The trace store, its queries and its scores among the services. The store is open once the host has started.</summary>
internal static class TraceStoreServices
{
    public static void AddTraceStore(this IServiceCollection services, string directory, TraceOptions options)
    {
        services.AddSingleton(provider => new TraceStore(
            new TraceStoreOptions { Directory = directory, RetentionOf = tenant => options.DaysOf(tenant.Project) },
            provider.GetRequiredService<IAppendLogs>(),
            new StoreWatch(provider.GetRequiredService<ILogger<StoreWatch>>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ScoreStore(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TraceReader(
            provider.GetRequiredService<TraceStore>(), provider.GetService<IDatabase>() is null ? null : provider.GetRequiredService<ScoreStore>()));
        services.AddSingleton<StoreService>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreService>());
    }
}
