using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Dialects.Ollama;
using Strata.Gateway.Answers;
using Strata.Gateway.Door;
using Strata.Gateway.Routing;
using Strata.Gateway.Surfaces;
using Strata.Http;

namespace Strata.Gateway.Endpoints;

/// <summary>What Ollama's clients ask beside text: the models there are, one of them, and a version that they compare.</summary>
internal static class OllamaEndpoints
{
    /// <summary>The version of Ollama's API that this one is like.</summary>
    private const string Version = "0.12.0";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/tags", context => WriteAsync(context, output => OllamaModelWriter.WriteTags(Models(context).Select(Of), output))).RequireRole(Role.Viewer);
        endpoints.MapGet("/api/ps", context => WriteAsync(context, output => OllamaModelWriter.WriteLoaded(Models(context).Where(m => m.Local is { Loaded: true }).Select(Of), output))).RequireRole(Role.Viewer);
        endpoints.MapGet("/api/version", context => WriteAsync(context, output => OllamaModelWriter.WriteVersion(Version, output))).AllowWithoutKey();
        endpoints.MapPost("/api/show", ShowAsync).RequireRole(Role.Viewer);
    }

    private static IReadOnlyList<CatalogModel> Models(HttpContext context) => ModelListEndpoints.Models(context);

    private static OllamaModel Of(CatalogModel model) => model.Local is not { } local
        ? new OllamaModel(model.Name) { Capabilities = ["completion"] }
        : new OllamaModel(model.Name)
        {
            ModifiedAt = local.AddedAt,
            Bytes = local.SizeBytes,
            Format = "gguf",
            Family = local.Architecture,
            ParameterSize = local.Parameters > 0 ? FormattableString.Invariant($"{local.Parameters / 1e9:0.#}B") : null,
            Quantization = local.Quantization,
            ContextTokens = local.ContextLength,
            License = local.License.Length > 0 ? local.License : null,
            Capabilities = ["completion"],
        };

    private static async Task ShowAsync(HttpContext context)
    {
        var errors = context.RequestServices.GetRequiredService<SurfaceTable>().OllamaChat.Errors;
        if (!(await PooledBody.ReadAsync(context, 64 << 10, context.RequestAborted)).Try(out var body, out var problem) || !Name(body).Try(out var name, out problem))
        {
            await Responder.WriteAsync(context, errors, problem, "");
            return;
        }

        if (Models(context).FirstOrDefault(m => m.Name == name) is { } model)
        {
            await WriteAsync(context, output => OllamaModelWriter.WriteShow(Of(model), output));
        }
        else
        {
            await Responder.WriteAsync(context, errors, ModelCatalog.Unknown(name), "");
        }
    }

    private static Result<string> Name(PooledBody body)
    {
        using (body)
        {
            try
            {
                using var json = JsonDocument.Parse(body.Memory);
                var root = json.RootElement;
                return root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("model", out var name) || root.TryGetProperty("name", out name)) && name.ValueKind == JsonValueKind.String
                    ? name.GetString()!
                    : Problem.Invalid("The body must name a model.", "model");
            }
            catch (JsonException)
            {
                return Problem.Invalid("The body is not JSON.");
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, Action<PooledBuffer> write)
    {
        using var body = new PooledBuffer();
        write(body);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body.Memory, context.RequestAborted);
    }
}
