using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Telemetry.Journal;
using Strata.Tests.Shared.Storage;
using Strata.Traces.Queries.Scores;

namespace Strata.Telemetry.Tests.Support;

/// <summary>The module in a real host on a free port. The header <c>X-Caller: project/key/role</c> plays the edge.</summary>
internal sealed class TelemetryHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ScratchStorage storage;

    private TelemetryHost(WebApplication app, ScratchStorage storage)
    {
        (this.app, this.storage) = (app, storage);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<TelemetryHost> StartAsync(IAppendLogs? logs = null)
    {
        var storage = await ScratchStorage.OpenAsync(ScoreMigrations.All);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var module = new TelemetryModule(storage.Folder);
        module.Configure(new ConfigReader(ConfigNode.Empty, new ConfigSession()))();
        module.Add(builder.Services);
        storage.AddTo(builder.Services);
        if (logs is not null)
        {
            builder.Services.AddSingleton(logs);
        }

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
        await app.Services.GetRequiredService<SpanPump>().Replayed;
        return new TelemetryHost(app, storage);
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
        await storage.DisposeAsync();
    }
}
