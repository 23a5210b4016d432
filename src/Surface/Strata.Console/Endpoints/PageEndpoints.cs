using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Console.Pages;
using Strata.Console.Tracing;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>The table of pages. A page is one component and one line here.</summary>
internal static class PageEndpoints
{
    /// <summary>No foreign or inline script or style, no framing: what a page loads is served by this server, from its own files.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Page<HomePage>(endpoints, "/");
        Page<PlaygroundPage>(endpoints, "/playground");
        Page<RequestsPage>(endpoints, "/requests");
        Page<RequestPage>(endpoints, "/requests/{id}");
        Page<TracesPage>(endpoints, "/traces");
        Page<ComparePage>(endpoints, "/traces/compare");
        Page<TracePage>(endpoints, "/traces/{id}");
        Page<SpanPage>(endpoints, "/traces/{id}/spans/{span}");
        Page<SessionsPage>(endpoints, "/sessions");
        Page<SessionPage>(endpoints, "/sessions/{*id}");
        Page<UsersPage>(endpoints, "/users");
        Page<BoardsPage>(endpoints, "/dashboards");
        Page<BoardsPage>(endpoints, "/dashboards/{id}");
        Page<LivePage>(endpoints, "/live");
        Page<AlertsPage>(endpoints, "/alerts");
        Page<ModelsPage>(endpoints, "/models");
        Page<CostsPage>(endpoints, "/costs");
        Page<ProvidersPage>(endpoints, "/providers");
        Page<RoutesPage>(endpoints, "/routes");
        Page<CachePage>(endpoints, "/cache");
        Page<GuardrailsPage>(endpoints, "/guardrails");
        Page<PricesPage>(endpoints, "/prices");
        Page<KeysPage>(endpoints, "/keys");
        Page<TeamsPage>(endpoints, "/teams");
        Page<AuditPage>(endpoints, "/audit", Role.Admin);
        Page<SettingsPage>(endpoints, "/settings");

        // A browser that asks for a page which is not there gets one that says so; programs keep the error object.
        var anywhere = RoutePatternFactory.Parse("/{**path}", defaults: null, parameterPolicies: new { path = new BrowserConstraint() });
        endpoints.Map(anywhere, context => RenderAsync<MissingPage>(context, StatusCodes.Status404NotFound, []))
            .AllowWithoutKey().ExcludeFromDescription().Add(builder => ((RouteEndpointBuilder)builder).Order = int.MaxValue);
    }

    /// <summary>Answers with a page.</summary>
    public static async Task RenderAsync<TPage>(HttpContext context, int status, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.CacheControl = "no-store";
        var before = context.Response.Headers.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            var whole = context.Request.Query.ContainsKey("whole");
            await new RazorComponentResult<TPage>(parameters) { StatusCode = status == StatusCodes.Status200OK ? null : status, PreventStreamingRendering = whole }.ExecuteAsync(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !context.Response.HasStarted && typeof(TPage) != typeof(FailedPage))
        {
            Log.PageFailed(context.RequestServices.GetRequiredService<ILogger<TPage>>(), failure, context.Request.Path, context.TraceIdentifier);
            await FailAsync(context, before);
        }
    }

    /// <summary>A renderer works once for a scope and adds its headers once, so the page that says so begins as the failed one began.</summary>
    private static async Task FailAsync(HttpContext context, HashSet<string> headersBefore)
    {
        foreach (var header in context.Response.Headers.Keys.Where(key => !headersBefore.Contains(key)).ToArray())
        {
            context.Response.Headers.Remove(header);
        }

        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await RenderAsync<FailedPage>(context, StatusCodes.Status500InternalServerError, []);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static void Page<TPage>(IEndpointRouteBuilder endpoints, string path, Role least = Role.Viewer)
        where TPage : IComponent =>
        endpoints.MapGet(path, (HttpContext context) => RenderAsync<TPage>(
            context, StatusCodes.Status200OK, context.Request.RouteValues.ToDictionary(v => v.Key is "id" or "span" ? char.ToUpperInvariant(v.Key[0]) + v.Key[1..] : v.Key, v => v.Value)))
            .RequireRole(least).ExcludeFromDescription();
}
