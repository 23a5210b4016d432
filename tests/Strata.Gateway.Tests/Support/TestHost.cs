using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Gateway.Options;
using Strata.Http;
using Strata.Ledger;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Storage;
using Strata.Tests.Shared.Models;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Support;

/// <summary>The gateway on Kestrel with real storage in a scratch folder, a fake model and the edge's key check in ten lines.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StorageSet storage;
    private readonly string folder;
    private readonly bool ownsFolder;

    private TestHost(WebApplication app, StorageSet storage, string folder, bool ownsFolder)
    {
        this.app = app;
        this.storage = storage;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero })
            { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Client { get; }

    public required FakeTextModel Model { get; init; }

    public string Secret { get; private set; } = "";

    public KeyStore Keys => app.Services.GetRequiredService<KeyStore>();

    public LedgerReader Ledger => app.Services.GetRequiredService<LedgerReader>();

    public IServiceProvider Services => app.Services;

    public IDatabase Database => storage.Database;

    public static async Task<TestHost> StartAsync(GatewayOptions? options = null, TimeProvider? time = null, string? folder = null, Func<IDatabase, IDatabase>? wrap = null, string? postgres = null,
        IStrataModule? beside = null)
    {
        var data = folder ?? Path.Combine(Path.GetTempPath(), "strata-gateway-" + Path.GetRandomFileName());
        var clock = time ?? TimeProvider.System;
        var ids = new TimeOrderedIds(clock);
        var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = data, Postgres = postgres }, clock, ids, Token)).Value;
        var module = new GatewayModule(data);
        var migrated = await storage.Database.MigrateAsync(module.Migrations, Token);
        Assert.True(migrated.IsOk, migrated.ToString());
        var model = new FakeTextModel("fake");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(wrap is null ? storage.Database : wrap(storage.Database));
        builder.Services.AddSingleton(storage.Logs).AddSingleton(storage.Changes).AddSingleton<IIdSource>(ids).AddSingleton(clock).AddSingleton<IModelHost>(new FakeModelHost(model));
        module.Add(builder.Services);
        beside?.Add(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.Use(CheckKey);
        module.Map(app);
        beside?.Map(app);
        app.Services.GetRequiredService<Live<GatewayOptions>>().Swap(options ?? new GatewayOptions());
        app.Services.GetRequiredService<Live<PriceBook>>().Swap(new PriceBook((options ?? new GatewayOptions()).Prices));
        await app.StartAsync(Token);
        var host = new TestHost(app, storage, data, folder is null) { Model = model };
        if (await host.Keys.EnsureFirstAdminAsync(Token) is { } first)
        {
            host.Use(first.Secret);
        }

        return host;
    }

    public static GatewayOptions With(ScriptedUpstream upstream, Func<UpstreamOptions, UpstreamOptions>? change = null)
    {
        var one = new UpstreamOptions { Name = "up", Url = new Uri(upstream.Url + "/"), Key = ScriptedUpstream.Key, AnyModel = true };
        return new GatewayOptions { Upstreams = [change is null ? one : change(one)], Routing = new RoutingOptions { Retries = new RetryPolicy { AttemptsMax = 1 } } };
    }

    public void Use(string secret)
    {
        Secret = secret;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    /// <summary>Makes a key in the first owner's name.</summary>
    public async Task<CreatedKey> MakeKeyAsync(KeyDraft draft) => (await Keys.CreateAsync(Keys.FindActive(Keys.FirstOwner()!.Id).Value, draft, Token)).Value;

    public Task<HttpResponseMessage> PostAsync(string path, string body, string? secret = null, CancellationToken? cancellation = null) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), secret, cancellation);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string? secret = null, CancellationToken? cancellation = null)
    {
        var message = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (secret is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        return await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation ?? Token);
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, string? body = null, string? secret = null)
    {
        using var response = await SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), secret);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
    }

    /// <summary>The newest row of the ledger, once there are as many as expected.</summary>
    public async Task<IReadOnlyList<LedgerRow>> RowsAsync(int atLeast = 1)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var rows = await Ledger.QueryAsync(new LedgerQuery { Project = KeyMigrations.DefaultProject, Limit = 1_000 }, limit.Token);
            if (rows.Count >= atLeast)
            {
                return rows;
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await storage.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task CheckKey(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next)
    {
        var secret = context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var rest] ? rest : "";
        if (!context.RequestServices.GetRequiredService<IAuthenticator>().Authenticate(secret).Try(out var caller, out var problem))
        {
            return problem.ToHttp().ExecuteAsync(context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>() is { Least: { } least } && !caller.Is(least))
        {
            return new Core.Results.Problem(Core.Results.ProblemCode.Forbidden, "Not with this role.").ToHttp().ExecuteAsync(context);
        }

        context.SetCaller(caller);
        return next(context);
    }
}
