using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Management.Wire;

namespace Strata.Management.Tenants;

/// <summary>Organisations and their teams. Whoever is no administrator sees their own team.</summary>
internal static class TenantEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var organizations = endpoints.Managed("/strata/v1/organizations", "tenants", Role.Viewer);
        organizations.MapGet("", Organizations).Produces<OrganizationList>().WithSummary("The caller's organisation; all of them for the operator.");
        organizations.MapPost("", CreateOrganizationAsync).Accepts<NameBody>("application/json").RequireRole(Role.Owner).Produces<OrganizationCreated>(StatusCodes.Status201Created)
            .WithSummary("Makes an organisation with a first team and a first owner's key, whose secret is in the answer this once. For the operator.");

        var read = endpoints.Managed("/strata/v1/teams", "tenants", Role.Viewer).ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("", Teams).Produces<TeamList>().WithSummary("The teams of the organisation; their own for those who are no administrators.");
        read.MapGet("/{id}/members", Members).Produces<MemberList>().WithSummary("Who is in a team.");

        var teams = endpoints.Managed("/strata/v1/teams", "tenants").ProducesProblem(StatusCodes.Status404NotFound);
        teams.MapPost("", CreateTeamAsync).Accepts<NameBody>("application/json").Produces<TeamView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Makes a team.");
        teams.MapPatch("/{id}", ChangeTeamAsync).Accepts<TeamChange>("application/json").Produces<TeamView>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Renames a team, puts it away with its keys, or takes it back.");
        teams.MapPut("/{id}/members/{user}", PutMemberAsync).Accepts<MemberBody>("application/json").Produces<MemberView>().WithSummary("Puts a person into a team, or changes the role there.");
        teams.MapDelete("/{id}/members/{user}", RemoveMemberAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Takes a person out of a team.");
    }

    private static IResult Organizations(HttpContext context, DirectoryStore directory)
    {
        var caller = context.Caller();
        var seen = directory.Current.Organizations.Where(o => o.Id == caller.Organization || caller.IsOperator());
        return ApiBody.Ok(new OrganizationList([.. seen.Select(OrganizationView.From)]), TenantJson.Default.OrganizationList);
    }

    private static async Task<IResult> CreateOrganizationAsync(HttpContext context, DirectoryStore directory, KeyStore keys, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!caller.IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.NameBody, cancellationToken)).Try(out var body, out var problem)
            || !(await directory.CreateOrganizationAsync(caller, body.Name ?? "", cancellationToken)).Try(out var made, out problem))
        {
            return problem.ToHttp();
        }

        // The first key is made in the new organisation's own name, so that its audit trail begins with it.
        var team = directory.Current.Teams(made.Id)[0];
        var first = await keys.CreateAsync(caller with { Organization = made.Id, Project = team.Id, User = "" }, new KeyDraft { Name = "first admin", Role = Role.Owner }, cancellationToken);
        return first.ToHttp(key => ApiBody.Ok(
            new OrganizationCreated(OrganizationView.From(made), TeamView.From(team, directory.Current), key.Key.Id, key.Secret), TenantJson.Default.OrganizationCreated, StatusCodes.Status201Created));
    }

    private static IResult Teams(HttpContext context, DirectoryStore directory)
    {
        var (caller, current) = (context.Caller(), directory.Current);
        var seen = current.Teams(caller.Organization).Where(t => caller.Is(Role.Admin) || t.Id == caller.Project);
        return ApiBody.Ok(new TeamList([.. seen.Select(t => TeamView.From(t, current))]), TenantJson.Default.TeamList);
    }

    private static IResult Members(string id, HttpContext context, DirectoryStore directory)
    {
        var (caller, current) = (context.Caller(), directory.Current);
        return current.Team(caller.Organization, id) is { } team && (caller.Is(Role.Admin) || team.Id == caller.Project)
            ? ApiBody.Ok(new MemberList([.. current.Members(id).Select(m => MemberView.From(m, current.User(caller.Organization, m.User)))]), TenantJson.Default.MemberList)
            : Problem.NotFound($"There is no team '{id}' in this organisation.", "id").ToHttp();
    }

    private static async Task<IResult> CreateTeamAsync(HttpContext context, DirectoryStore directory, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.NameBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        return (await directory.CreateTeamAsync(context.Caller(), body.Name ?? "", cancellationToken)).ToHttp(
            team => ApiBody.Ok(TeamView.From(team, directory.Current), TenantJson.Default.TeamView, StatusCodes.Status201Created));
    }

    private static async Task<IResult> ChangeTeamAsync(string id, HttpContext context, DirectoryStore directory, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.TeamChange, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        return (await directory.ChangeTeamAsync(context.Caller(), id, body.Name, body.Archived, cancellationToken)).ToHttp(
            team => ApiBody.Ok(TeamView.From(team, directory.Current), TenantJson.Default.TeamView));
    }

    private static async Task<IResult> PutMemberAsync(string id, string user, HttpContext context, DirectoryStore directory, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, TenantJson.Default.MemberBody, cancellationToken)).Try(out var body, out var problem)
            || !RoleWords.Read(body.Role, Role.Editor).Try(out var role, out problem))
        {
            return problem.ToHttp();
        }

        return (await directory.PutMemberAsync(context.Caller(), new TeamMember(id, user, role), cancellationToken)).ToHttp(
            member => ApiBody.Ok(MemberView.From(member, directory.Current.User(context.Caller().Organization, user)), TenantJson.Default.MemberView));
    }

    private static async Task<IResult> RemoveMemberAsync(string id, string user, HttpContext context, DirectoryStore directory, CancellationToken cancellationToken) =>
        (await directory.RemoveMemberAsync(context.Caller(), id, user, cancellationToken)).ToHttp(_ => Microsoft.AspNetCore.Http.Results.NoContent());
}
