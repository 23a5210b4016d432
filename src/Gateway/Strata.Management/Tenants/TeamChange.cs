namespace Strata.Management.Tenants;

/// <summary>What changes on a team; what is left out stays.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Archived">Whether it is put away, its keys with it.</param>
internal sealed record TeamChange(string? Name, bool? Archived);
