using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Otlp.Dialects;

namespace Strata.Collector.Endpoints;

/// <summary>Which token counts of a project's spans are in no sum, because no dialect knows their names.</summary>
internal static class UnmappedEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/strata/v1/telemetry/unmapped-tokens", List)
            .RequireRole(Role.Viewer).WithName("UnmappedTokens").WithSummary("Attributes of the project's spans that look like token counts and are in no sum.").WithTags("Traces")
            .Produces<UnmappedBody>();

    private static IResult List(HttpContext context, UnmappedTokens unmapped) => Results.Json(
        new UnmappedBody([.. unmapped.Of(context.Caller().Project).Select(n => new UnmappedName(n.Key, n.Value))]), CollectorJson.Default.UnmappedBody);
}
