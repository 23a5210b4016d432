using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Identity.Keys;

namespace Strata.Management.Wire;

/// <summary>What our endpoints have in common: their root, their role, their refusals.</summary>
internal static class ApiGroup
{
    /// <summary>The layer that a key's scopes must hold for what manages others.</summary>
    public const string AdminScope = "admin";

    /// <summary>A group that changes or shows what belongs to more than the caller's own requests.</summary>
    public static RouteGroupBuilder Managed(this IEndpointRouteBuilder endpoints, string path, string tag, Role least = Role.Admin) =>
        endpoints.Open(path, tag, least).AddEndpointFilter(static (context, next) =>
            context.HttpContext.Caller().MayUse(AdminScope)
                ? next(context)
                : ValueTask.FromResult<object?>(new Problem(ProblemCode.Forbidden, "The scopes of this key leave out 'admin'. Use another key.").ToHttp()));

    /// <summary>A group whose answers are narrowed to what the caller may see.</summary>
    public static RouteGroupBuilder Open(this IEndpointRouteBuilder endpoints, string path, string tag, Role least) =>
        endpoints.MapGroup(path).WithTags(tag).RequireRole(least)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>Whether the caller runs the installation: an owner of its first organisation.</summary>
    public static bool IsOperator(this Caller caller) => caller.Is(Role.Owner) && caller.Organization == KeyMigrations.DefaultOrganization;

    /// <summary>The refusal where only the operator may go.</summary>
    public static Problem OperatorOnly { get; } = new(ProblemCode.Forbidden, "Only an owner of the installation's first organisation may do this: it concerns all tenants.");
}
