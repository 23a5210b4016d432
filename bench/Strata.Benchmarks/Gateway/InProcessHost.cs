using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Core.Generation;
using Strata.Core.Identity;
using Strata.Core.Tenancy;
using Strata.Gateway;
using Strata.Identity.Keys;
using Strata.Http;
using Strata.Storage;
using Strata.Telemetry;
using Strata.Tests.Shared.Models;

namespace Strata.Benchmarks.Gateway;

/// <summary>The gateway on Kestrel with real storage in a scratch folder and a model that answers from a constant.</summary>
internal sealed class InProcessHost : IAsyncDisposable
{
    public const int AnswerTokens = 16;
    private static readonly byte[] Constant = new byte[600];
    private readonly WebApplication app;
    private readonly StorageSet storage;
    private readonly string folder;

    private InProcessHost(WebApplication app, StorageSet storage, string folder, string secret)
    {
        this.app = app;
        this.storage = storage;
        this.folder = folder;
        Secret = secret;
        Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public int Port { get; }

    public string Secret { get; }

    /// <param name="traced">Whether the process records its spans and metrics, as the server does.</param>
    public static async Task<InProcessHost> StartAsync(bool traced)
    {
        var folder = Path.Combine(Path.GetTempPath(), "strata-bench-" + Path.GetRandomFileName());
        var time = TimeProvider.System;
        var ids = new TimeOrderedIds(time);
        var storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, time, ids, CancellationToken.None)).Value;
        var module = new GatewayModule(folder);
        var telemetry = new TelemetryModule(folder);
        _ = (await storage.Database.MigrateAsync([.. module.Migrations, .. telemetry.Migrations], CancellationToken.None)).Value;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(storage.Database).AddSingleton(storage.Logs).AddSingleton(storage.Changes).AddSingleton<IIdSource>(ids).AddSingleton(time);
        builder.Services.AddSingleton<IModelHost>(new FakeModelHost(new FakeTextModel("fake") { AnswerTokens = AnswerTokens }));
        module.Add(builder.Services);
        if (traced)
        {
            telemetry.Add(builder.Services);
        }

        var app = builder.Build();
        app.UseRouting();
        app.Use(Authenticate);
        app.MapPost("/bare", BareAsync);
        module.Map(app);
        await app.StartAsync();
        var keys = app.Services.GetRequiredService<KeyStore>();
        var owner = keys.Authenticate((await keys.EnsureFirstAdminAsync(CancellationToken.None))!.Secret).Value;
        var limits = new KeyLimits { RequestsPerMinute = 100_000_000, TokensPerMinute = 100_000_000_000 };
        var key = (await keys.CreateAsync(owner, new KeyDraft { Name = "bench", Limits = limits }, CancellationToken.None)).Value;
        return new InProcessHost(app, storage, folder, key.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task BareAsync(HttpContext context)
    {
        await context.Request.BodyReader.CopyToAsync(Stream.Null);
        context.Response.ContentLength = Constant.Length;
        await context.Response.BodyWriter.WriteAsync(Constant);
    }

    private static Task Authenticate(HttpContext context, RequestDelegate next)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!context.RequestServices.GetRequiredService<IAuthenticator>().Authenticate(header.AsSpan(7)).Try(out var caller, out var problem))
        {
            return problem.ToHttp().ExecuteAsync(context);
        }

        context.SetCaller(caller);
        return next(context);
    }
}
