using System.Data.Common;
using Dapper;
using Strata.Core.Storage;
using Strata.Core.Tenancy;

namespace Strata.Identity.Tenants;

/// <summary>The SQL of organisations, teams, people and memberships.</summary>
internal sealed class DirectoryTable(IDatabase database)
{
    public async ValueTask<DirectorySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        CommandDefinition Read(string sql) => new(sql, cancellationToken: cancellationToken);
        var organizations = await connection.QueryAsync<(string Id, string Name, long Created)>(Read("SELECT id, name, created_ms FROM organizations"));
        var teams = await connection.QueryAsync<(string Id, string Organization, string Name, long Created, long? Archived)>(Read("SELECT id, organization, name, created_ms, archived_ms FROM projects"));
        var users = await connection.QueryAsync<UserRow>(Read(
            "SELECT id AS Id, organization AS Organization, name AS Name, email AS Email, role AS Role, issuer AS Issuer, subject AS Subject, created_ms AS Created, disabled_ms AS Disabled FROM users"));
        var members = await connection.QueryAsync<(string Team, string User, string Role)>(Read("SELECT project, user_id, role FROM team_members"));
        return new DirectorySnapshot(
            [.. organizations.Select(o => new Organization(o.Id, o.Name, At(o.Created)))],
            [.. teams.Select(t => new Team(t.Id, t.Organization, t.Name, At(t.Created)) { ArchivedAt = t.Archived is { } gone ? At(gone) : null })],
            [.. users.Select(u => u.ToUser())],
            [.. members.Select(m => new TeamMember(m.Team, m.User, RoleOf(m.Role)))]);
    }

    public static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, Organization organization, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, "INSERT INTO organizations (id, name, created_ms) VALUES (@Id, @Name, @At)", new { organization.Id, organization.Name, At = Ms(organization.CreatedAt) }, cancellationToken);

    public static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, Team team, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            "INSERT INTO projects (id, organization, name, created_ms) VALUES (@Id, @Organization, @Name, @At)",
            new { team.Id, team.Organization, team.Name, At = Ms(team.CreatedAt) },
            cancellationToken);

    public static Task<int> ChangeAsync(DbConnection connection, DbTransaction transaction, Team team, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            "UPDATE projects SET name = @Name, archived_ms = @Archived WHERE id = @Id AND organization = @Organization",
            new { team.Id, team.Organization, team.Name, Archived = team.ArchivedAt is { } at ? Ms(at) : (long?)null },
            cancellationToken);

    public static Task<int> PutAsync(DbConnection connection, DbTransaction transaction, User user, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            """
            INSERT INTO users (id, organization, name, email, role, issuer, subject, created_ms, disabled_ms)
            VALUES (@Id, @Organization, @Name, @Email, @Role, @Issuer, @Subject, @Created, @Disabled)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role, disabled_ms = excluded.disabled_ms
            """,
            new
            {
                user.Id, user.Organization, user.Name, user.Email, Role = Word(user.Role), user.Issuer, user.Subject,
                Created = Ms(user.CreatedAt), Disabled = user.DisabledAt is { } at ? Ms(at) : (long?)null,
            },
            cancellationToken);

    public static Task<int> PutAsync(DbConnection connection, DbTransaction transaction, TeamMember member, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            "INSERT INTO team_members (project, user_id, role) VALUES (@Team, @User, @Role) ON CONFLICT (project, user_id) DO UPDATE SET role = excluded.role",
            new { member.Team, member.User, Role = Word(member.Role) },
            cancellationToken);

    public static Task<int> RemoveAsync(DbConnection connection, DbTransaction transaction, string team, string user, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, transaction, "DELETE FROM team_members WHERE project = @team AND user_id = @user", new { team, user }, cancellationToken);

    internal static Role RoleOf(string word) => Enum.Parse<Role>(word, ignoreCase: true);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static Task<int> ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed class UserRow
    {
        public string Id { get; set; } = "";

        public string Organization { get; set; } = "";

        public string Name { get; set; } = "";

        public string Email { get; set; } = "";

        public string Role { get; set; } = "";

        public string Issuer { get; set; } = "";

        public string Subject { get; set; } = "";

        public long Created { get; set; }

        public long? Disabled { get; set; }

        public User ToUser() => new()
        {
            Id = Id,
            Organization = Organization,
            Name = Name,
            Email = Email,
            Role = RoleOf(Role),
            Issuer = Issuer,
            Subject = Subject,
            CreatedAt = At(Created),
            DisabledAt = Disabled is { } gone ? At(gone) : null,
        };
    }
}
