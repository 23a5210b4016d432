using System.Collections.Frozen;

namespace Strata.Identity.Tenants;

/// <summary>Organisations, teams, people and memberships as they stood at one moment: immutable, replaced whole, read without a lock.</summary>
public sealed class DirectorySnapshot
{
    private readonly FrozenDictionary<string, Organization> organizations;
    private readonly FrozenDictionary<string, Team> teams;
    private readonly FrozenDictionary<string, User> users;
    private readonly FrozenDictionary<(string Organization, string Issuer, string Subject), User> bySubject;
    private readonly ILookup<string, TeamMember> byTeam;
    private readonly ILookup<string, TeamMember> byUser;

    internal DirectorySnapshot(IReadOnlyList<Organization> organizations, IReadOnlyList<Team> teams, IReadOnlyList<User> users, IReadOnlyList<TeamMember> members)
    {
        this.organizations = organizations.ToFrozenDictionary(o => o.Id, StringComparer.Ordinal);
        this.teams = teams.ToFrozenDictionary(t => t.Id, StringComparer.Ordinal);
        this.users = users.ToFrozenDictionary(u => u.Id, StringComparer.Ordinal);
        bySubject = users.Where(u => u.Issuer.Length > 0).ToFrozenDictionary(u => (u.Organization, u.Issuer, u.Subject));
        byTeam = members.ToLookup(m => m.Team, StringComparer.Ordinal);
        byUser = members.ToLookup(m => m.User, StringComparer.Ordinal);
    }

    internal static DirectorySnapshot Empty { get; } = new([], [], [], []);

    /// <summary>An organisation by its id.</summary>
    public Organization? Organization(string id) => organizations.GetValueOrDefault(id);

    /// <summary>All organisations.</summary>
    public IEnumerable<Organization> Organizations => organizations.Values.OrderBy(o => o.Name, StringComparer.Ordinal);

    /// <summary>A team of an organisation.</summary>
    public Team? Team(string organization, string id) => teams.TryGetValue(id, out var team) && team.Organization == organization ? team : null;

    /// <summary>The teams of an organisation, by name.</summary>
    public IReadOnlyList<Team> Teams(string organization) => [.. teams.Values.Where(t => t.Organization == organization).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>A person of an organisation.</summary>
    public User? User(string organization, string id) => users.TryGetValue(id, out var user) && user.Organization == organization ? user : null;

    /// <summary>The people of an organisation, by name.</summary>
    public IReadOnlyList<User> Users(string organization) => [.. users.Values.Where(u => u.Organization == organization).OrderBy(u => u.Name, StringComparer.Ordinal)];

    /// <summary>The person an issuer calls so.</summary>
    public User? Subject(string organization, string issuer, string subject) => bySubject.GetValueOrDefault((organization, issuer, subject));

    /// <summary>Who is in a team.</summary>
    public IReadOnlyList<TeamMember> Members(string team) => [.. byTeam[team]];

    /// <summary>The teams a person is in.</summary>
    public IReadOnlyList<TeamMember> Memberships(string user) => [.. byUser[user]];

    /// <summary>Whether a key's team and person are in use.</summary>
    internal bool IsInUse(string team, string user) =>
        (!teams.TryGetValue(team, out var known) || known.ArchivedAt is null) && (user.Length == 0 || !users.TryGetValue(user, out var person) || person.DisabledAt is null);
}
