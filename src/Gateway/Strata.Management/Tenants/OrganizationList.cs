namespace Strata.Management.Tenants;

/// <summary>The organisations that the caller may see.</summary>
/// <param name="Data">The organisations.</param>
internal sealed record OrganizationList(IReadOnlyList<OrganizationView> Data);
