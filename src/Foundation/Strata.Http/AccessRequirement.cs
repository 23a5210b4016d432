using Strata.Core.Tenancy;

namespace Strata.Http;

/// <summary>What an endpoint asks of its caller.</summary>
/// <param name="Least">The least role, or null where no key is needed.</param>
public sealed record AccessRequirement(Role? Least);
