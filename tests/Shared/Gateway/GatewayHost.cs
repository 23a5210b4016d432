using System.Net.Http.Headers;
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
using Strata.Core.Tenancy;
using Strata.Gateway;
using Strata.Gateway.Options;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Ledger;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Storage;
using Strata.Tests.Shared.Models;

namespace Strata.Tests.Shared.Gateway;

/// <summary>The gateway on Kestrel with real storage in a scratch folder, under given options, with a client that has the first key.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StorageSet storage;
    private readonly string folder;

    private GatewayHost(WebApplication app, StorageSet storage, string folder, string secret)
    {
        this.app = app;
        this.storage = storage;
        this.folder = folder;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            Timeout = TimeSpan.FromMinutes(2),
        };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public LedgerReader Ledger => Services.GetRequiredService<LedgerReader>();

    public static async Task<GatewayHost> StartAsync(GatewayOptions options, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), "strata-gateway-" + Path.GetRandomFileName());
        var time = TimeProvider.System;
        var ids = new TimeOrderedIds(time);
        var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, time, ids, cancellationToken)).Value;
        var module = new GatewayModule(folder);
        _ = (await storage.Database.MigrateAsync(module.Migrations, cancellationToken)).Value;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(storage.Database).AddSingleton(storage.Logs).AddSingleton(storage.Changes).AddSingleton<IIdSource>(ids).AddSingleton(time);
        builder.Services.AddSingleton<IModelHost>(new FakeModelHost(new FakeTextModel("fake")));
        module.Add(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.Use(Authenticate);
        module.Map(app);
        app.Services.GetRequiredService<Live<GatewayOptions>>().Swap(options);
        app.Services.GetRequiredService<Live<PriceBook>>().Swap(new PriceBook(options.Prices));
        await app.StartAsync(cancellationToken);
        var first = await app.Services.GetRequiredService<KeyStore>().EnsureFirstAdminAsync(cancellationToken);
        return new GatewayHost(app, storage, folder, first!.Secret);
    }

    /// <summary>All rows, oldest first, once there are as many as expected, or after a while those that are there.</summary>
    public async Task<List<LedgerRow>> RowsAsync(int expected, CancellationToken cancellationToken)
    {
        for (var left = 500; ; left--)
        {
            var rows = new List<LedgerRow>();
            IReadOnlyList<LedgerRow> page;
            do
            {
                page = await Ledger.QueryAsync(new LedgerQuery { Project = KeyMigrations.DefaultProject, Limit = LedgerQuery.LimitMax, Before = rows.Count > 0 ? rows[^1].Id : null }, cancellationToken);
                rows.AddRange(page);
            }
            while (page.Count == LedgerQuery.LimitMax);
            if (rows.Count >= expected || left == 0)
            {
                rows.Reverse();
                return rows;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Task Authenticate(HttpContext context, RequestDelegate next)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!context.RequestServices.GetRequiredService<IAuthenticator>().Authenticate(header.AsSpan(Math.Min(7, header.Length))).Try(out var caller, out var problem))
        {
            return problem.ToHttp().ExecuteAsync(context);
        }

        context.SetCaller(caller);
        return next(context);
    }
}
