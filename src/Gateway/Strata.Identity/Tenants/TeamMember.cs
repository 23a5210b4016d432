using Strata.Core.Tenancy;

namespace Strata.Identity.Tenants;

/// <summary>A person in a team.</summary>
/// <param name="Team">The team's id.</param>
/// <param name="User">The person's id.</param>
/// <param name="Role">What the person may do there.</param>
public sealed record TeamMember(string Team, string User, Role Role);
