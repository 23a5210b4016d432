using Strata.Core.Tenancy;

namespace Strata.Identity.Tokens;

/// <summary>What belonging to an issuer's group gives.</summary>
/// <param name="Name">The group, as the claim spells it.</param>
/// <param name="Role">The role.</param>
/// <param name="Team">The team; null is the issuer's.</param>
public sealed record TokenGroup(string Name, Role Role, string? Team);
