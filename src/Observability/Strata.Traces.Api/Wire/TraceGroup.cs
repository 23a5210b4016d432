using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Queries;

namespace Strata.Traces.Api.Wire;

/// <summary>What the endpoints over traces have in common: their root, their role, their refusals.</summary>
internal static class TraceGroup
{
    /// <summary>Since when spans that other replicas took in may be missing in an answer; absent where none is.</summary>
    private const string Behind = "strata-traces-behind-since";
    private const string Scope = "telemetry";

    public static RouteGroupBuilder Traces(this IEndpointRouteBuilder endpoints, string tag, Role least = Role.Viewer) =>
        endpoints.MapGroup("/strata/v1").WithTags(tag).RequireRole(least)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .AddEndpointFilter(static (context, next) => context.HttpContext.Caller().MayUse(Scope)
                ? next(Said(context))
                : ValueTask.FromResult<object?>(new Problem(ProblemCode.Forbidden, "The scopes of this key leave out 'telemetry'. Use another key.").ToHttp()));

    private static EndpointFilterInvocationContext Said(EndpointFilterInvocationContext context)
    {
        if (context.HttpContext.RequestServices.GetService<TraceReader>()?.BehindSince is { } since)
        {
            context.HttpContext.Response.Headers[Behind] = since.ToString("O", CultureInfo.InvariantCulture);
        }

        return context;
    }
}
