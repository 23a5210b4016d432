using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Telemetry;
using Strata.Tests.Shared.Storage;
using Strata.Tests.Shared.Traces;
using Strata.Traces.Api.Views;
using Strata.Traces.Postgres;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Spans;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Api.Tests.Support;

/// <summary>The API over a real store on a free port. Who asks stands in a header: organisation, project, key, role.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public static readonly Caller Ann = new("org_a", "prj_a", "key_ann", "ann", Role.Owner);

    private readonly WebApplication app;
    private readonly ScratchStorage storage;
    private readonly PostgresSchema? schema;

    private ApiHost(WebApplication app, ScratchStorage storage, PostgresSchema? schema)
    {
        (this.app, this.storage, this.schema) = (app, storage, schema);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The paths under our API that can be read.</summary>
    public IEnumerable<string> Readable => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/strata/v1", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")).Select(e => e.RoutePattern.RawText!);

    public static async Task<ApiHost> StartAsync(bool shared = false)
    {
        var schema = shared ? await PostgresSchema.CreateAsync() : null;
        var storage = await ScratchStorage.OpenAsync([.. ScoreMigrations.All, .. SharedTraceMigrations.All, .. ViewMigrations.All], schema?.Connection());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        storage.AddTo(builder.Services);
        IStrataModule[] modules = [new TelemetryModule(storage.Folder), new TraceApiModule()];
        foreach (var module in modules)
        {
            module.Configure(new ConfigReader(ConfigNode.Empty, new ConfigSession()))();
            module.Add(builder.Services);
        }

        var app = builder.Build();
        app.Use((context, next) =>
        {
            var caller = context.Request.Headers["x-caller"].ToString().Split('|') is [var organization, var project, var key, var role]
                ? new Caller(organization, project, key, key, Enum.Parse<Role>(role))
                : Ann;
            context.SetCaller(caller);
            var least = context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>()?.Least;
            context.Response.StatusCode = least is { } asked && !caller.Is(asked) ? 403 : 200;
            return context.Response.StatusCode == 403 ? Task.CompletedTask : next(context);
        });
        foreach (var module in modules)
        {
            module.Map(app);
        }

        await app.StartAsync();
        return new ApiHost(app, storage, schema);
    }

    public async Task StoreAsync(SpanBatch batch)
    {
        for (var i = 0; i < 500; i++)
        {
            if ((await app.Services.GetRequiredService<ISpanSink>().AppendAsync(batch, default)).Try(out _, out var problem))
            {
                batch.Clear();
                return;
            }

            Assert.Equal(ProblemCode.Unavailable, problem.Code);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Puts played traces of Ann's project into the store.</summary>
    public async Task PlayAsync(int traces)
    {
        var played = new PlayedTraces(3, new Tenant(Ann.Organization, Ann.Project));
        var batch = new SpanBatch();
        for (var i = 0; i < traces; i++)
        {
            played.Add(batch, Now.AddMinutes(-1 - i));
        }

        await StoreAsync(batch);
    }

    public async Task<(int Status, string Body)> AskAsync(HttpMethod method, string path, Caller? caller = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        var who = caller ?? Ann;
        request.Headers.Add("x-caller", $"{who.Organization}|{who.Project}|{who.KeyId}|{who.Role}");
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> GetAsync(string path, Caller? caller = null)
    {
        var (status, body) = await AskAsync(HttpMethod.Get, path, caller);
        Assert.True(status == 200, $"{path}: {status} {body}");
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await storage.DisposeAsync();
        if (schema is not null)
        {
            await schema.DisposeAsync();
        }
    }
}
