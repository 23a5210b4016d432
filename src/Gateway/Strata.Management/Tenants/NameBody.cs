namespace Strata.Management.Tenants;

/// <summary>Something to be made under a name.</summary>
/// <param name="Name">Its name.</param>
internal sealed record NameBody(string? Name);
