using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Identity.Tenants;
using Strata.Management.Wire;

namespace Strata.Management.Tenants;

/// <summary>The people of the caller's organisation: for administrators.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var users = endpoints.Managed("/strata/v1/users", "tenants").ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("", List).Produces<UserList>().WithSummary("The people of the organisation.");
        users.MapGet("/{id}", Find).Produces<UserView>().WithSummary("One person.");
        users.MapPost("", CreateAsync).Accepts<UserBody>("application/json").Produces<UserView>(StatusCodes.Status201Created).WithSummary("Makes a person.");
        users.MapPatch("/{id}", ChangeAsync).Accepts<UserBody>("application/json").Produces<UserView>().WithSummary("Changes a person, or locks one out with all keys.");
    }

    private static IResult List(HttpContext context, DirectoryStore directory)
    {
        var current = directory.Current;
        return ApiBody.Ok(new UserList([.. current.Users(context.Caller().Organization).Select(u => UserView.From(u, current))]), TenantJson.Default.UserList);
    }

    private static IResult Find(string id, HttpContext context, DirectoryStore directory) =>
        directory.Current.User(context.Caller().Organization, id) is { } user
            ? ApiBody.Ok(UserView.From(user, directory.Current), TenantJson.Default.UserView)
            : Missing(id).ToHttp();

    private static async Task<IResult> CreateAsync(HttpContext context, DirectoryStore directory, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.UserBody, cancellationToken)).Try(out var body, out var problem)
            || !RoleWords.Read(body.Role, Role.Viewer).Try(out var role, out problem))
        {
            return problem.ToHttp();
        }

        var draft = new User { Id = "", Organization = context.Caller().Organization, Name = body.Name ?? "", Email = body.Email ?? "", Role = role };
        return (await directory.PutUserAsync(context.Caller(), draft, cancellationToken)).ToHttp(
            user => ApiBody.Ok(UserView.From(user, directory.Current), TenantJson.Default.UserView, StatusCodes.Status201Created));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, DirectoryStore directory, TimeProvider time, CancellationToken cancellationToken)
    {
        if (directory.Current.User(context.Caller().Organization, id) is not { } known)
        {
            return Missing(id).ToHttp();
        }

        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.UserBody, cancellationToken)).Try(out var body, out var problem)
            || !RoleWords.Read(body.Role, known.Role).Try(out var role, out problem))
        {
            return problem.ToHttp();
        }

        var draft = known with
        {
            Name = body.Name ?? known.Name,
            Email = body.Email ?? known.Email,
            Role = role,
            DisabledAt = body.Disabled switch { true => known.DisabledAt ?? time.GetUtcNow(), false => null, null => known.DisabledAt },
        };
        return (await directory.PutUserAsync(context.Caller(), draft, cancellationToken)).ToHttp(user => ApiBody.Ok(UserView.From(user, directory.Current), TenantJson.Default.UserView));
    }

    private static Problem Missing(string id) => Problem.NotFound($"There is no user '{id}' in this organisation.", "id");
}
