using System.Text.Json;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary><c>/openapi.json</c>: our own API, <c>/strata/v1</c>. Dialects of others are described by their owners.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        services.AddOpenApi(options =>
        {
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("strata/v1", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                (document.Info.Title, document.Info.Version, document.Servers) = ("Strata", "v1", null);
                return Task.CompletedTask;
            });
        });
    }

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi.json").AllowWithoutKey();
}
