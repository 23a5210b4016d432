namespace Strata.Management.Tenants;

/// <summary>The teams that the caller may see.</summary>
/// <param name="Data">The teams, by name.</param>
internal sealed record TeamList(IReadOnlyList<TeamView> Data);
