using Strata.Identity.Tenants;

namespace Strata.Management.Tenants;

/// <summary>A team, which is a project.</summary>
internal sealed record TeamView(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt, int Members)
{
    public static TeamView From(Team team, DirectorySnapshot directory) => new(team.Id, team.Name, team.CreatedAt, team.ArchivedAt, directory.Members(team.Id).Count);
}
