using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Strata.Console.Endpoints;

/// <summary>Holds for a person's browser that asks for a page: a GET that accepts HTML.</summary>
internal sealed class BrowserConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is { Request: var request }
        && HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/strata", StringComparison.Ordinal);
}
