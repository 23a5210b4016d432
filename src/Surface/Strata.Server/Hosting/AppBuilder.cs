using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Console.Data;
using Strata.Core.Generation;
using Strata.Core.Limits;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Server.Configuration;
using Strata.Server.Edge;
using Strata.Server.Health;
using Strata.Server.Joins;
using Strata.Server.Logging;
using Strata.Storage;

namespace Strata.Server.Hosting;

/// <summary>Makes the web application: services, then the edge in the order a request meets it, then endpoints.</summary>
internal static class AppBuilder
{
    public static WebApplication Build(ServerParts parts)
    {
        var options = parts.Modules.Server!;
        var listen = ListenAddress.Parse(options.Listen);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "Strata.Server",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelSetup.Apply(kestrel, listen, options, parts.Time));
        builder.Services.AddSingleton<IConnectionListenerFactory, HandoverListener>().AddSingleton<IMemoryPoolFactory<byte>, BlockPools>();
        if (options.UsesTls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.Logging.AddProvider(new LineLoggerProvider(parts.Log, parts.Time, options.LogLevel, options.LogShape));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);

        // It would make an activity for every request that nobody reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // What endpoints throw is logged at the edge; here it would only be streams that were broken off on purpose.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical).AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Warning);
        foreach (var module in parts.Modules.Chosen)
        {
            module.Add(builder.Services);
        }

        AddServices(builder.Services, parts, options);

        var app = builder.Build();
        UseEdge(app, parts, listen);
        foreach (var module in parts.Modules.Chosen)
        {
            module.Map(app);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, ServerParts parts, ServerOptions options)
    {
        services.AddRouting();
        ApiDocument.Add(services);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain);
        services.AddSingleton(parts.Time).AddSingleton(parts.Ids).AddSingleton(parts.Folder);
        var storage = parts.Storage;
        services.AddSingleton(storage.Database).AddSingleton(storage.Blobs).AddSingleton(storage.Logs);
        services.AddSingleton(storage.Leases).AddSingleton(storage.Queue).AddSingleton(storage.Changes);
        services.AddSingleton<ILimitsSource>(new StorageLimits());
        services.AddSingleton(new Readiness(parts.Folder.Path)).AddSingleton<ILimitsSource>(new ServerLimits(options));
        services.AddSingleton(new LoginTickets(parts.Time));
        var secret = PrivateFile.Secret(Path.Combine(parts.Folder.Path, "session.secret"));
        services.AddSingleton(new SessionCookies(secret, options.Session, parts.Time));
        services.AddSingleton(parts.InForce).AddSingleton(parts.Start).AddSingleton<IConsoleFacts, ConsoleFacts>();
        services.AddSingleton<IKeyDirectory, GatewayKeys>();
        services.TryAddSingleton<IModelHost, NoModels>();
        services.AddHostedService<HeapKeeper>();
        services.AddSingleton<ErrorBoundary>().AddSingleton<Gate>().AddSingleton<LoginEndpoints>().AddSingleton<HealthEndpoints>();
    }

    private static void UseEdge(WebApplication app, ServerParts parts, ListenAddress listen)
    {
        var boundary = app.Services.GetRequiredService<ErrorBoundary>();
        var guard = new HostGuard(listen, parts.Modules.Server!.HostNames);
        app.Use(next => context => boundary.InvokeAsync(context, next));
        app.Use(next => context => AsGet(context, next));
        app.Use(next => context => guard.InvokeAsync(context, next));
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, next));
        app.UseRouting();
        app.Services.GetRequiredService<HealthEndpoints>().Map(app);
        ApiDocument.Map(app);
        if (app.Services.GetService<IAuthenticator>() is not null)
        {
            var gate = app.Services.GetRequiredService<Gate>();
            app.Use(next => context => gate.InvokeAsync(context, next));
            app.Services.GetRequiredService<LoginEndpoints>().Map(app);
        }
        else
        {
            app.Use(next => context => Closed(context, next));
        }
    }

    /// <summary>HEAD is answered wherever GET is; the host knows what was asked, and sends no body.</summary>
    private static Task AsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    /// <summary>A process without a key store lets through only what needs no key.</summary>
    private static Task Closed(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AccessRequirement>() is not { Least: null }
            ? Refusal.WriteAsync(context, new Problem(ProblemCode.Unavailable, "This process runs without a key store. Add the target 'gateway'."))
            : next(context);
}
