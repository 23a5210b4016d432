using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Identity;
using Strata.Core.Tenancy;
using Strata.Dialects.Gemini;
using Strata.Gateway.Answers;
using Strata.Gateway.Door;
using Strata.Gateway.Routing;
using Strata.Gateway.Surfaces;
using Strata.Http;
using Strata.Identity.Keys;

namespace Strata.Gateway.Endpoints;

/// <summary>The models a key can name, in the shape of the client that asks: Anthropic's by its version header, Google's by its path or key header, OpenAI's else.</summary>
internal static class ModelListEndpoints
{
    private static readonly string[] Methods = ["generateContent", "streamGenerateContent", "countTokens"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/models", ListAsync).RequireRole(Role.Viewer);
        endpoints.MapGet("/v1/models/{**id}", FindAsync).RequireRole(Role.Viewer);
        endpoints.MapGet("/v1beta/models", ListAsync).RequireRole(Role.Viewer);
        endpoints.MapGet("/v1beta/models/{**id}", FindAsync).RequireRole(Role.Viewer);
    }

    public static IReadOnlyList<CatalogModel> Models(HttpContext context) =>
        context.RequestServices.GetRequiredService<ModelCatalog>().List(context.RequestServices.GetRequiredService<KeyStore>().Find(context.Caller().KeyId));

    private static bool IsGoogle(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal) || context.Request.Headers.ContainsKey("x-goog-api-key") || context.Request.Query.ContainsKey("key");

    private static bool IsAnthropic(HttpContext context) => context.Request.Headers.ContainsKey("anthropic-version");

    private static Task ListAsync(HttpContext context)
    {
        var models = Models(context);
        return WriteAsync(context, output =>
        {
            if (IsGoogle(context))
            {
                GeminiModelWriter.WriteList(models.Select(Google), output);
            }
            else if (IsAnthropic(context))
            {
                ModelListWriter.AnthropicList(models, output);
            }
            else
            {
                ModelListWriter.List(models, output);
            }
        });
    }

    private static Task FindAsync(HttpContext context)
    {
        // The host leaves an escaped slash alone; clients escape those of a name.
        var name = ((string)context.Request.RouteValues["id"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (Models(context).FirstOrDefault(m => m.Name == name) is not { } model)
        {
            var surfaces = context.RequestServices.GetRequiredService<SurfaceTable>();
            var errors = IsGoogle(context) ? surfaces.Gemini.Errors : IsAnthropic(context) ? surfaces.Messages.Errors : surfaces.Chat.Errors;
            return Responder.WriteAsync(context, errors, ModelCatalog.Unknown(name), Name(context));
        }

        return WriteAsync(context, output =>
        {
            if (IsGoogle(context))
            {
                GeminiModelWriter.Write(Google(model), output);
            }
            else if (IsAnthropic(context))
            {
                ModelListWriter.Anthropic(model, output);
            }
            else
            {
                ModelListWriter.One(model, output);
            }
        });
    }

    private static GeminiModel Google(CatalogModel model) => new(model.Name, model.Local?.ContextLength, null, Methods);

    /// <summary>Names the request in its answer.</summary>
    private static string Name(HttpContext context)
    {
        var id = context.RequestServices.GetRequiredService<IIdSource>().Next("req");
        context.Response.Headers["x-request-id"] = id;
        return id;
    }

    private static async Task WriteAsync(HttpContext context, Action<PooledBuffer> write)
    {
        Name(context);
        using var body = new PooledBuffer();
        write(body);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body.Memory, context.RequestAborted);
    }
}
