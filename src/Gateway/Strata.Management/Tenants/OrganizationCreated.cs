namespace Strata.Management.Tenants;

/// <summary>An organisation just made.</summary>
/// <param name="Organization">What is stored.</param>
/// <param name="Team">Its first team.</param>
/// <param name="KeyId">The id of its first owner's key.</param>
/// <param name="Secret">That key's secret; shown this once.</param>
internal sealed record OrganizationCreated(OrganizationView Organization, TeamView Team, string KeyId, string Secret);
