using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Core.Results;
using Strata.Telemetry;
using Strata.Tests.Shared.Traces;
using Strata.Traces.Api;
using Strata.Traces.Api.Views;
using Strata.Traces.Spans;
using Strata.Traces.Storage;
using Strata.Tests.Shared.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Recording;
using TraceReader = Strata.Telemetry.Traces.TraceReader;

namespace Strata.Console.Tests.Support;

/// <summary>The console in a real host on a free port, with telemetry listening and everything else played. Every request comes from one caller.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    public const string Project = "prj_console";

    private readonly WebApplication app;

    private ConsoleHost(WebApplication app, FakeLog log, FakeKeys keys, FakeModels models)
    {
        this.app = app;
        (Log, Keys, Models) = (log, keys, models);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public HttpClient Client { get; }

    public FakeLog Log { get; }

    public FakeKeys Keys { get; }

    public FakeModels Models { get; }

    public required FakeGateway Gateway { get; init; }

    public required ScratchStorage Storage { get; init; }

    public required FakeLedger Ledger { get; init; }

    public SpanRecorder Recorder => app.Services.GetRequiredService<SpanRecorder>();

    public string Url => Client.BaseAddress!.ToString().TrimEnd('/');

    public static async Task<ConsoleHost> StartAsync(Role role = Role.Owner, string project = Project)
    {
        var storage = await ScratchStorage.OpenAsync([.. ScoreMigrations.All, .. ViewMigrations.All]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var (log, keys, models) = (new FakeLog(), new FakeKeys(), new FakeModels());
        builder.Services.AddSingleton<IRequestLog>(log).AddSingleton<IKeyDesk>(keys).AddSingleton<IModelNames>(models)
            .AddSingleton<IModelHost>(models).AddSingleton<IConsoleFacts>(new FakeFacts()).AddSingleton<IPriceDesk>(new FakePrices());
        var (gateway, ledger) = (new FakeGateway(), new FakeLedger());
        builder.Services.AddSingleton<IProviderDesk>(gateway).AddSingleton<IBudgetDesk>(gateway).AddSingleton<IDirectoryDesk>(gateway).AddSingleton<IPriceBookDesk>(gateway)
            .AddSingleton<ICacheDesk>(gateway).AddSingleton<ILimitDesk>(gateway).AddSingleton<IGuardDesk>(gateway).AddSingleton<IAuditDesk>(gateway).AddSingleton<ILedgerDesk>(ledger);
        IStrataModule[] modules = [new TelemetryModule(storage.Folder), new TraceApiModule(), new ConsoleModule()];
        storage.AddTo(builder.Services);
        foreach (var module in modules)
        {
            module.Configure(new ConfigReader(ConfigNode.Empty, new ConfigSession()))();
            module.Add(builder.Services);
        }

        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception defect) when (!context.Response.HasStarted)
            {
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync(defect.ToString());
            }
        });
        app.Use((context, next) =>
        {
            var asked = context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>()?.Least;
            var caller = new Caller("org", project, "key_mine", "laptop of the tests", role);
            context.SetCaller(caller);
            context.Response.StatusCode = asked is { } least && !caller.Is(least) ? 403 : 200;
            return context.Response.StatusCode == 403 ? Task.CompletedTask : next(context);
        });
        foreach (var module in modules)
        {
            module.Map(app);
        }

        app.MapPost("/v1/chat/completions", (HttpContext context) => new ScriptedDoor(log).AnswerAsync(context));
        await app.StartAsync();
        return new ConsoleHost(app, log, keys, models) { Storage = storage, Gateway = gateway, Ledger = ledger };
    }

    /// <summary>Services of the host.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Puts traces of a team's services into the store, spread over the last day, and some that try a page.</summary>
    /// <returns>The strange ones.</returns>
    public async Task<IReadOnlyList<UInt128>> PlayAsync(int traces, string? project = null)
    {
        var played = new PlayedTraces(5, new Tenant("org", project ?? Project));
        var batch = new SpanBatch();
        for (var i = 0; i < traces; i++)
        {
            played.Add(batch, Now.AddSeconds(-60 - (i * 86_000.0 / traces)));
            if (batch.Count > 500)
            {
                await StoreAsync(batch);
            }
        }

        var strange = played.AddStrange(batch, Now.AddSeconds(-40));
        await StoreAsync(batch);
        return strange;
    }

    /// <summary>Takes traces in as a receiver would.</summary>
    public async Task ReceiveAsync(int traces, int seed)
    {
        var played = new PlayedTraces(seed, new Tenant("org", Project));
        var batch = new SpanBatch();
        for (var i = 0; i < traces; i++)
        {
            played.Add(batch, Now.AddSeconds(-10));
        }

        Assert.True((await app.Services.GetRequiredService<ISpanSink>().AppendAsync(batch, default)).IsOk);
    }

    /// <summary>The session that was active last.</summary>
    public async Task<string> SessionAsync()
    {
        using var json = System.Text.Json.JsonDocument.Parse(await GetAsync("/strata/v1/traces/sessions"));
        return json.RootElement.GetProperty("data").EnumerateArray().Select(s => s.GetProperty("id").GetString()!).First(id => id.StartsWith("ses_", StringComparison.Ordinal));
    }

    /// <summary>Stores a batch and empties it.</summary>
    public async Task StoreAsync(SpanBatch batch)
    {
        var store = app.Services.GetRequiredService<TraceStore>();
        for (var i = 0; i < 500; i++)
        {
            if ((await store.AppendAsync(batch, default)).Try(out var outcome, out var problem))
            {
                Assert.Equal(batch.Count, outcome.Stored);
                batch.Clear();
                return;
            }

            Assert.Equal(ProblemCode.Unavailable, problem.Code);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.Fail("The store did not open.");
    }

    /// <summary>A project as one finds it after a day of use.</summary>
    public static async Task<ConsoleHost> TypicalAsync()
    {
        var host = await StartAsync();
        host.Keys.Rows.Add(new KeyRow { Id = "key_mine", Name = "laptop of the tests", Team = Project, Role = Role.Owner, Hint = "c0de", CreatedAt = Now.AddDays(-20) });
        host.Keys.Rows.Add(new KeyRow
        {
            Id = "key_bot", Name = "billing-bot", Team = Project, User = "usr_0", Role = Role.Service, Hint = "b07a", RequestsPerMinute = 600, TokensPerMinute = 200_000,
            CreatedAt = Now.AddDays(-3), ExpiresAt = Now.AddDays(87),
        });
        host.Keys.Rows.Add(new KeyRow { Id = "key_old", Name = "intern 2025", Role = Role.Viewer, Hint = "0ld1", CreatedAt = Now.AddDays(-90), RevokedAt = Now.AddDays(-1) });
        host.Models.Models.Add(new ModelDescription
        {
            Name = "smollm2", Architecture = "llama", Quantization = "Q4_1", Parameters = 134_515_008, SizeBytes = 98_566_144, ContextLength = 8192,
            Loaded = true, AddedAt = Now.AddDays(-2), License = "apache-2.0", Path = "/var/lib/strata/models/smollm2.gguf",
        });
        host.Models.Models.Add(new ModelDescription
        {
            Name = "llama-3.1-8b-instruct", Architecture = "llama", Quantization = "Q4_K_M", Parameters = 8_030_261_248, SizeBytes = 4_920_734_272, ContextLength = 131_072,
            AddedAt = Now.AddDays(-9), License = "llama3.1",
        });
        host.Models.Upstream.Add("openai/gpt-4o-mini");
        Sample.Typical(host);
        GatewaySample.Typical(host.Gateway, host.Ledger);
        host.Log.Add("prj_support", new RequestRow { Id = host.Ledger.Rows[0].Id, At = host.Ledger.Rows[0].At, Model = host.Ledger.Rows[0].Model });
        await host.SettleAsync(120);
        return host;
    }

    /// <summary>Waits until the spans of so many requests are stored.</summary>
    public async Task SettleAsync(int traces)
    {
        var reader = app.Services.GetRequiredService<TraceReader>();
        for (var i = 0; i < 200 && (await reader.NewestAsync(new TraceScope(new Tenant("org", Project)), 500, failedOnly: false, default)).Count < traces; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async Task<string> GetAsync(string path) => await Client.GetStringAsync(path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
