using System.Data.Common;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Identity.Tenants;

/// <summary>
/// Organisations, teams and people. Read from an immutable snapshot; every change is written with its link of the audit chain in one
/// transaction, then published. Administrators change their own organisation; only owners make others or raise someone to owner.
/// </summary>
public sealed class DirectoryStore(IdentityStorage storage, AuditLog audit)
{
    /// <summary>The change feed's topic.</summary>
    public const string Topic = "identity.directory";

    private const int NameMax = 100;
    private readonly DirectoryTable table = new(storage.Database);
    private DirectorySnapshot snapshot = DirectorySnapshot.Empty;

    /// <summary>As it stands now.</summary>
    public DirectorySnapshot Current => Volatile.Read(ref snapshot);

    /// <summary>Reads all again.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken) => Volatile.Write(ref snapshot, await table.ReadAsync(cancellationToken));

    /// <summary>Makes an organisation with a first team.</summary>
    public async ValueTask<Result<Organization>> CreateOrganizationAsync(Caller by, string name, CancellationToken cancellationToken)
    {
        if (CheckName(name) is { } problem)
        {
            return problem;
        }

        if (!by.Is(Role.Owner))
        {
            return new Problem(ProblemCode.Forbidden, "Only an owner makes organisations.");
        }

        var organization = new Organization(storage.Ids.Next("org"), name.Trim(), storage.Time.GetUtcNow());
        var team = new Team(storage.Ids.Next("prj"), organization.Id, "Default", organization.CreatedAt);
        await WriteAsync(by, new AuditEntry("organization.create", organization.Id, organization.Name), async (connection, transaction, token) =>
        {
            await DirectoryTable.InsertAsync(connection, transaction, organization, token);
            await DirectoryTable.InsertAsync(connection, transaction, team, token);
        }, cancellationToken);
        return organization;
    }

    /// <summary>Makes a team in the caller's organisation.</summary>
    public async ValueTask<Result<Team>> CreateTeamAsync(Caller by, string name, CancellationToken cancellationToken)
    {
        if (CheckName(name) is { } problem)
        {
            return problem;
        }

        if (Current.Teams(by.Organization).Any(t => t.ArchivedAt is null && string.Equals(t.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            return new Problem(ProblemCode.Conflict, $"There is a team '{name.Trim()}' already.") { Field = "name" };
        }

        var team = new Team(storage.Ids.Next("prj"), by.Organization, name.Trim(), storage.Time.GetUtcNow());
        await WriteAsync(by, new AuditEntry("team.create", team.Id, team.Name), async (connection, transaction, token) => await DirectoryTable.InsertAsync(connection, transaction, team, token), cancellationToken);
        return team;
    }

    /// <summary>Renames a team, puts it away with its keys, or takes it back.</summary>
    public async ValueTask<Result<Team>> ChangeTeamAsync(Caller by, string id, string? name, bool? archived, CancellationToken cancellationToken)
    {
        if (Current.Team(by.Organization, id) is not { } team)
        {
            return Problem.NotFound($"There is no team '{id}' in this organisation.", "id");
        }

        if (name is not null && CheckName(name) is { } problem)
        {
            return problem;
        }

        if (archived == true && id == by.Project)
        {
            return new Problem(ProblemCode.Conflict, "This key belongs to that team: it would lock itself out. Use a key of another team.") { Field = "id" };
        }

        var changed = team with
        {
            Name = name?.Trim() ?? team.Name,
            ArchivedAt = archived switch { true => team.ArchivedAt ?? storage.Time.GetUtcNow(), false => null, null => team.ArchivedAt },
        };
        await WriteAsync(by, new AuditEntry("team.change", id, $"{changed.Name}{(changed.ArchivedAt is null ? "" : ", put away")}"), async (connection, transaction,
            token) => await DirectoryTable.ChangeAsync(connection, transaction, changed, token), cancellationToken);
        return changed;
    }

    /// <summary>Makes a person in the caller's organisation, or changes one.</summary>
    public async ValueTask<Result<User>> PutUserAsync(Caller by, User draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var known = draft.Id.Length > 0 ? Current.User(by.Organization, draft.Id) : null;
        if (draft.Id.Length > 0 && known is null)
        {
            return Problem.NotFound($"There is no user '{draft.Id}' in this organisation.", "id");
        }

        if ((CheckName(draft.Name) ?? CheckEmail(draft.Email)) is { } problem)
        {
            return problem;
        }

        if (!by.Is(draft.Role) || (known is not null && !by.Is(known.Role)))
        {
            return new Problem(ProblemCode.Forbidden, $"A {by.Role.ToString().ToLowerInvariant()} cannot make or change a {draft.Role.ToString().ToLowerInvariant()}.") { Field = "role" };
        }

        var id = known?.Id ?? storage.Ids.Next("usr");
        var user = draft with
        {
            Id = id, Organization = by.Organization, Name = draft.Name.Trim(), CreatedAt = known?.CreatedAt ?? storage.Time.GetUtcNow(),
            Issuer = known?.Issuer ?? draft.Issuer, Subject = known?.Subject ?? (draft.Issuer.Length > 0 ? draft.Subject : id),
        };
        var action = known is null ? "user.create" : user.DisabledAt is not null && known.DisabledAt is null ? "user.disable" : "user.change";
        await WriteAsync(by, new AuditEntry(action, id, $"{user.Name}, {user.Role}"), async (connection, transaction, token) => await DirectoryTable.PutAsync(connection, transaction, user, token), cancellationToken);
        return user;
    }

    /// <summary>Puts a person into a team, or changes the role there.</summary>
    public async ValueTask<Result<TeamMember>> PutMemberAsync(Caller by, TeamMember member, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (Current.Team(by.Organization, member.Team) is null || Current.User(by.Organization, member.User) is null)
        {
            return Problem.NotFound("There is no such team or user in this organisation.");
        }

        if (!by.Is(member.Role))
        {
            return new Problem(ProblemCode.Forbidden, "Nobody grants more than they have.") { Field = "role" };
        }

        await WriteAsync(by, new AuditEntry("team.member", member.Team, $"{member.User} as {member.Role}"), async (connection, transaction, token) => await DirectoryTable.PutAsync(connection,
            transaction, member, token), cancellationToken);
        return member;
    }

    /// <summary>Takes a person out of a team.</summary>
    public async ValueTask<Result<Done>> RemoveMemberAsync(Caller by, string team, string user, CancellationToken cancellationToken)
    {
        if (Current.Team(by.Organization, team) is null || !Current.Members(team).Any(m => m.User == user))
        {
            return Problem.NotFound("There is no such member in this organisation.");
        }

        await WriteAsync(by, new AuditEntry("team.leave", team, user), async (connection, transaction, token) => await DirectoryTable.RemoveAsync(connection, transaction, team, user, token), cancellationToken);
        return Done.Value;
    }

    private async ValueTask WriteAsync(Caller by, AuditEntry entry, Func<DbConnection, DbTransaction, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        await storage.Database.WriteAsync(
            async (connection, transaction, token) =>
            {
                await change(connection, transaction, token);
                await audit.AppendAsync(connection, transaction, by, entry, token);
                return true;
            },
            cancellationToken);
        await ReloadAsync(CancellationToken.None);
        await storage.Feed.PublishAsync(Topic, entry.Target, CancellationToken.None);
    }

    private static Problem? CheckName(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Length > NameMax || name.Any(char.IsControl)
            ? Problem.Invalid($"A name has 1 to {NameMax} characters, none of them a control character.", "name") : null;

    private static Problem? CheckEmail(string email) =>
        email.Length > 254 || (email.Length > 0 && (email.Count(c => c == '@') != 1 || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
            ? Problem.Invalid("That is no e-mail address.", "email") : null;
}
