using Strata.Budgets.Alerts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Identity;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Core.Tenancy;
using Strata.Budgets.Estimates;
using Strata.Budgets.Storage;
using Strata.Caching;
using Strata.Caching.Exact;
using Strata.Caching.Semantic;
using Strata.Caching.Shared;
using Strata.Gateway.Attempts;
using Strata.Gateway.Budgeting;
using Strata.Gateway.Door;
using Strata.Gateway.Endpoints;
using Strata.Gateway.Exchanges;
using Strata.Gateway.Following;
using Strata.Gateway.Stored;
using Strata.Stored.Batches;
using Strata.Stored.Files;
using Strata.Stored.Responses;
using Microsoft.Extensions.Logging;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Surfaces;
using Strata.Routing.Clocks;
using Strata.Routing.Health;
using Strata.Identity;
using Strata.Identity.Audit;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Identity.Tokens;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Gateway.Guarding;
using Strata.Gateway.Limits;
using Strata.Gateway.Options;
using Strata.Gateway.Pricing;
using Strata.Gateway.Routing;
using Strata.Gateway.Settling;
using Strata.Gateway.Upstreams;
using Strata.Http;
using Strata.Ledger;
using Strata.Ledger.Journal;
using Strata.Ledger.Pricing;
using Strata.Ledger.Storage;
using Strata.Traces.Recording;
using Strata.Upstreams;

namespace Strata.Gateway;

/// <summary>
/// The gateway: keys, limits, routing, prices and the ledger before every model. Needs <see cref="IDatabase"/>,
/// <see cref="IAppendLogs"/>, <see cref="IChangeFeed"/>, <see cref="IModelHost"/>, <see cref="IIdSource"/> and
/// <see cref="TimeProvider"/> among the services; gives <see cref="IAuthenticator"/> and, for the console,
/// <see cref="KeyStore"/>, <see cref="LedgerReader"/>, <see cref="ModelCatalog"/> and <see cref="Live{T}"/> of <see cref="PriceBook"/>.
/// </summary>
/// <param name="dataDirectory">Where the secret that keys are hashed with is kept.</param>
public sealed class GatewayModule(string dataDirectory) : IStrataModule
{
    private readonly Live<GatewayOptions> options = new(new GatewayOptions());
    private readonly Live<PriceBook> prices = new(new PriceBook(new GatewayOptions().Prices));

    /// <inheritdoc/>
    public string Name => "gateway";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations { get; } =
    [
        KeyMigrations.Keys, DirectoryMigrations.Directory, AuditMigrations.Chain, .. LedgerMigrations.All, .. BudgetMigrations.All, BudgetAlertStore.Migration,
        CacheMigrations.Answers, StoredResponseTable.Migration, FilePinTable.Migration, BatchTable.Migration,
    ];

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        var next = GatewayOptionsReader.Read(section);
        return () => options.Swap(next);
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.AddSingleton(options);
        services.AddSingleton(prices);
        services.AddSingleton<ILimitsSource>(new GatewayLimits(options));

        AddIdentity(services);

        services.AddSingleton(s => new LedgerLog(s.GetRequiredService<IAppendLogs>(), options.Current.LedgerSync));
        services.AddSingleton<ILedgerWatch, LedgerWatch>();
        services.AddSingleton(s => new LedgerShipper(
            s.GetRequiredService<LedgerLog>(), s.GetRequiredService<IDatabase>(), LedgerNode.Open(dataDirectory), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILedgerWatch>()));
        services.AddHostedService<LedgerService>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<PriceStore>();
        services.AddSingleton<PriceKeeper>();
        services.AddSingleton<CallPrices>();
        services.AddHostedService<PriceService>();

        services.AddBudgets();
        services.AddSingleton<OutputEstimate>();
        services.AddSingleton<PromptEstimate>();
        services.AddSingleton<KeyRules>();
        services.AddSingleton(s => new HealthBook(s.GetRequiredService<TimeProvider>(), new Random(), options.Current.Routing.Breakers));
        services.AddSingleton(s => new RouteBook(options, s.GetRequiredService<HealthBook>(), new RoutePrices(prices, s.GetRequiredService<TimeProvider>())));
        services.AddSingleton(s => new ModelCatalog(s.GetRequiredService<RouteBook>(), s.GetRequiredService<IModelHost>(), () => s.GetRequiredService<ProviderModels>().Current));
        services.AddSingleton<ProviderModels>();
        services.AddHostedService(s => s.GetRequiredService<ProviderModels>());
        services.AddSingleton(DialectSet.All);
        services.AddSingleton<SurfaceTable>();
        services.AddSingleton(s => new UpstreamChannels(() => !options.Current.GeneralHttpClient, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new SignerBook(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<UpstreamChannels>().ForTokens));
        services.AddSingleton<HttpExchanges>();
        services.AddSingleton<LocalExchanges>();
        services.AddSingleton(s => new AttemptClocks(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Targets>();
        services.AddSingleton(s => new GuardBook(options));
        services.AddSingleton(s => new SharedCache(s.GetRequiredService<IDatabase>(), s.GetRequiredService<IChangeFeed>(), () => options.Current.Cache, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new AnswerCache(
            new MemoryCache(options.Current.Cache.MemoryBytes, s.GetRequiredService<TimeProvider>()),
            s.GetRequiredService<SharedCache>(),
            new SemanticCache(s.GetRequiredService<TimeProvider>(), options.Current.Cache.SemanticEntries), s.GetService<ITextEmbedder>() ?? new LexicalEmbedder()));
        services.AddHostedService<CacheService>();
        services.AddSingleton<StoredResponseTable>();
        services.AddSingleton<StoredResponses>();
        services.AddHostedService(s => s.GetRequiredService<StoredResponses>());
        services.AddSingleton<ResponseMemory>();
        services.AddSingleton<CacheStep>();
        services.AddSingleton<GuardModels>();
        services.AddSingleton<RoutePlanner>();
        services.AddSingleton<Reserver>();
        services.AddSingleton<UnpricedAlarm>();
        services.AddSingleton(s => new CallTraces(options, s.GetService<SpanRecorder>()));
        services.AddSingleton<Settlement>();
        services.AddSingleton<Hedges>();
        services.AddSingleton<AttemptEngine>();
        services.AddSingleton<Responder>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<Mirrors>();
        services.AddSingleton<FilePinTable>();
        services.AddSingleton<BatchTable>();
        services.AddSingleton<BatchMeter>();
        services.AddSingleton(MakeBatchReader);
        services.AddSingleton<BatchBook>();
        services.AddSingleton(MakeBatchFollower);
        services.AddHostedService<BatchService>();
        services.AddSingleton<FileDoor>();
        services.AddSingleton<CallSource>();
        services.AddSingleton<ModelDoor>();
    }

    private static BatchReader MakeBatchReader(IServiceProvider services)
    {
        var channels = services.GetRequiredService<UpstreamChannels>();
        var reader = new BatchReader(services.GetRequiredService<BatchMeter>(), services.GetRequiredService<SignerBook>(), channels.For, services.GetRequiredService<TimeProvider>());
        var logger = services.GetRequiredService<ILogger<BatchReader>>();
        reader.Failed += (batch, exception) => Log.BatchNotRead(logger, exception, batch.Id);
        return reader;
    }

    private static BatchFollower MakeBatchFollower(IServiceProvider services)
    {
        var (book, options) = (services.GetRequiredService<BatchBook>(), services.GetRequiredService<Live<GatewayOptions>>());
        Provider? Find(string name) => UpstreamProviders.Join(options.Current).Providers.FirstOrDefault(p => p.Provider.Name == name)?.Provider;
        var follower = new BatchFollower(services.GetRequiredService<BatchTable>(), services.GetRequiredService<BatchReader>(), Find, book.EndedAsync, services.GetRequiredService<TimeProvider>());
        var logger = services.GetRequiredService<ILogger<BatchFollower>>();
        follower.Failed += (batch, exception) => Log.BatchNotRead(logger, exception, batch?.Id ?? "");
        return follower;
    }

    private void AddIdentity(IServiceCollection services)
    {
        services.AddSingleton(_ => KeyHasher.Open(options.Current.KeyPepper, dataDirectory));
        services.AddSingleton(s => new IdentityStorage(
            s.GetRequiredService<IDatabase>(), s.GetRequiredService<IChangeFeed>(), s.GetRequiredService<IIdSource>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new AuditLog(s.GetRequiredService<IDatabase>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<KeyHasher>().Derive("audit")));
        services.AddSingleton<DirectoryStore>();
        services.AddSingleton<KeyStore>();
        services.AddSingleton(s => new IssuerKeys(new HttpClient(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new TokenAuthenticator(() => options.Current.Issuers, s.GetRequiredService<IssuerKeys>(), s.GetRequiredService<DirectoryStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAuthenticator, IdentityAuthenticator>();
        services.AddHostedService<KeyFeedListener>();
        services.AddHostedService<DirectoryFeedListener>();
        services.AddHostedService<IssuerKeysService>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<KeyRules>();
        new SurfaceEndpoints(endpoints).Map();
        ModelListEndpoints.Map(endpoints);
        OllamaEndpoints.Map(endpoints);
        ResponseEndpoints.Map(endpoints);
    }
}
