using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Telemetry.Stores;
using Strata.Tests.Shared.Storage;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Tests.Support;

/// <summary>The module in a real host on a free port. The header <c>X-Caller: project/key/role</c> plays the edge.</summary>
internal sealed class TelemetryHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ScratchStorage storage;
    private readonly bool ownsStorage;

    private TelemetryHost(WebApplication app, ScratchStorage storage, bool ownsStorage)
    {
        (this.app, this.storage, this.ownsStorage) = (app, storage, ownsStorage);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<TelemetryHost> StartAsync(ScratchStorage? given = null)
    {
        var storage = given ?? await ScratchStorage.OpenAsync(ScoreMigrations.All);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var module = new TelemetryModule(storage.Folder);
        module.Configure(new ConfigReader(ConfigNode.Empty, new ConfigSession()))();
        module.Add(builder.Services);
        storage.AddTo(builder.Services);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Caller"].ToString().Split('/') is [var project, var key, var role])
            {
                context.SetCaller(new Caller("org", project, key, key, Enum.Parse<Role>(role)));
            }

            return next(context);
        });
        module.Map(app);
        await app.StartAsync();
        Assert.True(await app.Services.GetRequiredService<StoreService>().Opened);
        return new TelemetryHost(app, storage, given is null);
    }

    /// <summary>Stores spans and sees that all were new.</summary>
    public async Task StoreAsync(params Action<SpanRecord>[] fill)
    {
        var batch = new SpanBatch();
        foreach (var one in fill)
        {
            one(batch.Add());
        }

        Assert.Equal(fill.Length, (await Services.GetRequiredService<TraceStore>().AppendAsync(batch, default)).Value.Stored);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string caller)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Caller", caller);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsStorage)
        {
            await storage.DisposeAsync();
        }
    }
}
