using Microsoft.AspNetCore.Routing.Template;

namespace Strata.Server.Edge;

/// <summary>
/// The methods that a path knows. Routing tells 405 from 404 by itself only where no endpoint takes every path, and the
/// console's page for what is not there takes every path.
/// </summary>
internal static class AllowedMethods
{
    public static string Of(HttpContext context)
    {
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } known
                && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(context.Request.Path, []))
            {
                methods.UnionWith(known.HttpMethods);
            }
        }

        return string.Join(", ", methods);
    }
}
