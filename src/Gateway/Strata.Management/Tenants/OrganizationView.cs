using Strata.Identity.Tenants;

namespace Strata.Management.Tenants;

/// <summary>An organisation.</summary>
internal sealed record OrganizationView(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static OrganizationView From(Organization organization) => new(organization.Id, organization.Name, organization.CreatedAt);
}
