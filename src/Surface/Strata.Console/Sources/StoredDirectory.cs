using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Tenants;

namespace Strata.Console.Sources;

/// <summary>Teams and people as the gateway's directory has them.</summary>
internal sealed class StoredDirectory(DirectoryStore store, TimeProvider time) : IDirectoryDesk
{
    public IReadOnlyList<Team> Teams(Caller caller) =>
        [.. store.Current.Teams(caller.Organization).Where(t => t.Id == caller.Project || caller.Is(Role.Admin))];

    public IReadOnlyList<User> Users(Caller caller)
    {
        var mates = store.Current.Members(caller.Project).Select(m => m.User).ToHashSet(StringComparer.Ordinal);
        return [.. store.Current.Users(caller.Organization).Where(u => caller.Is(Role.Admin) || mates.Contains(u.Id) || u.Id == caller.User)];
    }

    public IReadOnlyList<TeamMember> Members(string team) => store.Current.Members(team);

    public ValueTask<Result<Team>> CreateTeamAsync(Caller by, string name, CancellationToken cancellationToken) => store.CreateTeamAsync(by, name, cancellationToken);

    public ValueTask<Result<Team>> ArchiveTeamAsync(Caller by, string id, bool archived, CancellationToken cancellationToken) =>
        store.ChangeTeamAsync(by, id, null, archived, cancellationToken);

    public async ValueTask<Result<User>> CreateUserAsync(Caller by, UserWish wish, CancellationToken cancellationToken)
    {
        if (wish.Team.Length > 0 && store.Current.Team(by.Organization, wish.Team) is null)
        {
            return Problem.NotFound("There is no such team in this organisation.", "team");
        }

        var draft = new User { Id = "", Organization = by.Organization, Name = wish.Name, Email = wish.Email, Role = wish.Role };
        var made = await store.PutUserAsync(by, draft, cancellationToken);
        if (made.IsOk && wish.Team.Length > 0)
        {
            var joined = await store.PutMemberAsync(by, new TeamMember(wish.Team, made.Value.Id, wish.Role), cancellationToken);
            return joined.IsOk ? made : joined.Problem;
        }

        return made;
    }

    public async ValueTask<Result<User>> LockUserAsync(Caller by, string id, bool locked, CancellationToken cancellationToken) =>
        store.Current.User(by.Organization, id) is { } user
            ? await store.PutUserAsync(by, user with { DisabledAt = locked ? time.GetUtcNow() : null }, cancellationToken)
            : Problem.NotFound("There is no such person in this organisation.", "id");
}
