using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>A person whom someone wants to add.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The address; empty where unknown.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Team">The team they join; empty for none.</param>
internal sealed record UserWish(string Name, string Email, Role Role, string Team);
