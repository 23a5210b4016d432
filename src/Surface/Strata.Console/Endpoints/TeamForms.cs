using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Pages;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>The forms of the page of teams and people.</summary>
internal static class TeamForms
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/teams", CreateAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/{id}/archive", ArchiveAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/{id}/restore", RestoreAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/people", AddPersonAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/people/{id}/lock", (HttpContext context, IDirectoryDesk desk, string id) => LockAsync(context, desk, id, locked: true)).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/teams/people/{id}/unlock", (HttpContext context, IDirectoryDesk desk, string id) => LockAsync(context, desk, id, locked: false)).RequireRole(Role.Admin).ExcludeFromDescription();
    }

    private static async Task CreateAsync(HttpContext context, IDirectoryDesk desk)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is { } form)
        {
            var made = await desk.CreateTeamAsync(context.Caller(), form["name"].ToString(), context.RequestAborted);
            await ShowAsync(context, made, team => $"The team {team.Name} is made. Make a key for it, or add people.");
        }
    }

    private static async Task ArchiveAsync(HttpContext context, IDirectoryDesk desk, string id)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not { } form)
        {
            return;
        }

        var team = desk.Teams(context.Caller()).FirstOrDefault(t => t.Id == id);
        if (team is not null && form["confirm"].ToString().Trim() != team.Name.Trim())
        {
            await Forms.RefuseAsync<TeamsPage>(context, Problem.Invalid($"That is not the team's name, so nothing was put away. Type '{team.Name}' to put it away.", "confirm"));
            return;
        }

        var gone = await desk.ArchiveTeamAsync(context.Caller(), id, archived: true, context.RequestAborted);
        await ShowAsync(context, gone, t => $"The team {t.Name} is put away: its keys are refused from now on.");
    }

    private static async Task RestoreAsync(HttpContext context, IDirectoryDesk desk, string id)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not null)
        {
            var back = await desk.ArchiveTeamAsync(context.Caller(), id, archived: false, context.RequestAborted);
            await ShowAsync(context, back, t => $"The team {t.Name} is back, with its keys.");
        }
    }

    private static async Task AddPersonAsync(HttpContext context, IDirectoryDesk desk)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not { } form)
        {
            return;
        }

        Result<Strata.Identity.Tenants.User> made = Enum.TryParse<Role>(form["role"], out var role) && Enum.IsDefined(role)
            ? await desk.CreateUserAsync(context.Caller(), new UserWish(form["name"].ToString(), form["email"].ToString().Trim(), role, form["team"].ToString()), context.RequestAborted)
            : Problem.Invalid("The role is viewer, service, editor, admin or owner.", "role");
        await ShowAsync(context, made, user => $"{user.Name} is added.");
    }

    private static async Task LockAsync(HttpContext context, IDirectoryDesk desk, string id, bool locked)
    {
        if (await Forms.ReadAsync<TeamsPage>(context) is not null)
        {
            var changed = await desk.LockUserAsync(context.Caller(), id, locked, context.RequestAborted);
            await ShowAsync(context, changed, user => locked ? $"{user.Name} is locked out, with all keys." : $"{user.Name} may come in again.");
        }
    }

    private static Task ShowAsync<T>(HttpContext context, Result<T> result, Func<T, string> done) =>
        result.Try(out var value, out var problem) ? Forms.DoneAsync<TeamsPage>(context, done(value)) : Forms.RefuseAsync<TeamsPage>(context, problem);
}
