using Microsoft.Extensions.Logging.Abstractions;
using Strata.Alerts.Delivery;
using Strata.Alerts.Evaluation;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Alerts.Signals;
using Strata.Alerts.Storage;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage;
using Strata.Tests.Shared;
using Strata.Traces.Queries;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Alerts.Tests.Support;

/// <summary>Alerts over a database and a trace store in a folder of their own, under a clock that the test moves.</summary>
internal sealed class AlertBench : IAsyncDisposable, ITraceWatch
{
    public static readonly Tenant Home = new("org", "prj");
    private readonly string folder = Directory.CreateTempSubdirectory("strata-alerts-").FullName;
    private StorageSet storage = null!;
    private PostgresSchema? schema;
    private ulong spans;

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public Live<AlertsOptions> Options { get; } = new(new AlertsOptions());

    public IDatabase Database => storage.Database;

    public IIdSource Ids { get; private set; } = null!;

    public TraceStore Store { get; private set; } = null!;

    public RunawayWatch Watch { get; } = new();

    public DefinitionStore Definitions { get; private set; } = null!;

    public AlertBook Book { get; private set; } = null!;

    public AlertEngine Engine { get; private set; } = null!;

    public DeliveryStore Deliveries { get; private set; } = null!;

    public HistoryStore History { get; private set; } = null!;

    public SwitchStore Switches { get; private set; } = null!;

    public FixedMetrics Metrics { get; } = new();

    /// <summary>Over the embedded database, or over a schema of its own on the PostgreSQL that the environment names.</summary>
    public static async Task<AlertBench> StartAsync(bool onPostgres = false)
    {
        var bench = new AlertBench { schema = onPostgres ? await PostgresSchema.CreateAsync() : null };
        bench.Ids = new TimeOrderedIds(bench.Time);
        bench.storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = bench.folder, Postgres = bench.schema?.Connection }, TimeProvider.System, bench.Ids, default)).Value;
        Assert.True((await bench.storage.Database.MigrateAsync(AlertMigrations.All, default)).IsOk);
        bench.Store = (await TraceStore.OpenAsync(new TraceStoreOptions { Directory = Path.Combine(bench.folder, "traces"), RetentionDays = 0 }, bench.storage.Logs, bench, bench.Time, default)).Value;
        bench.Definitions = new DefinitionStore(bench.Database);
        (bench.Deliveries, bench.History, bench.Switches) = (new DeliveryStore(bench.Database), new HistoryStore(bench.Database), new SwitchStore(bench.Database));
        bench.Book = new AlertBook(bench.Definitions, bench.Options, bench.Time);
        await bench.RestartAsync();
        return bench;
    }

    /// <summary>Another engine over the same database: what a new process would be.</summary>
    public async Task RestartAsync()
    {
        var signal = new Signal(new SignalSources(new TraceReader(Store, null), Metrics, null, null, Watch));
        Engine = new AlertEngine(Book, signal, new StateStore(Database), Switches, Options, Ids, Time);
        await Engine.LoadAsync(default);
    }

    public Dispatcher Dispatcher(Sender sender) => new(Deliveries, History, Book, sender, Options, (Ids, Time), NullLogger<Dispatcher>.Instance);

    public async Task PutRuleAsync(string id, RuleBody body, string project = "prj")
    {
        var rule = RuleReader.Read(("org", project), id, AlertRule.Database, body);
        Assert.True(rule.IsOk, rule.ToString());
        Assert.True((await Definitions.PutRuleAsync(rule.Value, Time.GetUtcNow(), default)).IsOk);
        Book.Invalidate();
    }

    public async Task PutReceiverAsync(string name, string url, string? secret = null)
    {
        Assert.True((await Definitions.PutReceiverAsync(("org", "prj"), name, new ReceiverBody { Kind = "webhook", Url = url, Secret = secret }, Time.GetUtcNow(), default)).IsOk);
        Book.Invalidate();
    }

    /// <summary>Stores a span that ended now.</summary>
    public async Task AddAsync(Action<SpanRecord>? shape = null, Tenant? tenant = null)
    {
        var batch = new SpanBatch();
        var span = batch.Add();
        var now = (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        (span.Tenant, span.TraceId, span.SpanId, span.Name, span.StartNs, span.EndNs) = (tenant ?? Home, ++spans, spans, "chat", now, now);
        shape?.Invoke(span);
        Assert.Equal(1, (await Store.AppendAsync(batch, default)).Value.Stored);
        Watch.Observe(batch);
    }

    public async Task<AlertChanges> StepAsync(TimeSpan after = default)
    {
        Time.Advance(after);
        return await Engine.StepAsync(default);
    }

    public void Damaged(string what) => Assert.Fail(what);

    public void Failed(string what, Exception failure) => Assert.Fail($"{what} {failure}");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await storage.DisposeAsync();
        Book.Dispose();
        Directory.Delete(folder, recursive: true);
        if (schema is not null)
        {
            await schema.DisposeAsync();
        }
    }
}
