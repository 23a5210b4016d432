using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Assets;
using Strata.Core.Results;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>Style sheets and scripts, kept by browsers for ever because their path holds their hash.</summary>
internal static class AssetEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/console/assets/{hash}/{name}", Serve).AllowWithoutKey().ExcludeFromDescription();

    private static IResult Serve(HttpContext context, string hash, string name)
    {
        if (AssetTable.Find(hash, name) is not { } asset)
        {
            return Problem.NotFound("No asset has this name and hash; load the page again.").ToHttp();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Bytes, asset.ContentType);
    }
}
