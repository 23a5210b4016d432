using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Identity;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Gateway.Door;
using Strata.Gateway.Routing;
using Strata.Gateway.Surfaces;
using Strata.Http;

namespace Strata.Gateway.Endpoints;

/// <summary>The models a key can name, in the shape of the client that asks.</summary>
internal static class ModelListEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/models", ListAsync).RequireRole(Role.Viewer);
        endpoints.MapGet("/v1/models/{**id}", FindAsync).RequireRole(Role.Viewer);
    }

    private static IReadOnlyList<CatalogModel> Models(HttpContext context) =>
        context.RequestServices.GetRequiredService<ModelCatalog>().List(context.RequestServices.GetRequiredService<KeyStore>().Find(context.Caller().KeyId));

    private static Task ListAsync(HttpContext context)
    {
        context.Response.Headers["x-request-id"] = context.RequestServices.GetRequiredService<IIdSource>().Next("req");
        return WriteAsync(context, ModelListWriter.List(Models(context)), context.RequestAborted);
    }

    private static Task FindAsync(HttpContext context)
    {
        // The host leaves an escaped slash alone; clients escape those of a name.
        var name = ((string)context.Request.RouteValues["id"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        context.Response.Headers["x-request-id"] = context.RequestServices.GetRequiredService<IIdSource>().Next("req");
        return Models(context).FirstOrDefault(m => m.Name == name) is { } model
            ? WriteAsync(context, ModelListWriter.One(model), context.RequestAborted)
            : Responder.WriteAsync(context, context.RequestServices.GetRequiredService<SurfaceTable>().Chat.Errors, ModelCatalog.Unknown(name), "");
    }

    private static async Task WriteAsync(HttpContext context, byte[] body, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, cancellationToken);
    }
}
