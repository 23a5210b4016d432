namespace Strata.Management.Tenants;

/// <summary>A person to be made or changed; what is left out of a change stays.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The address.</param>
/// <param name="Role">What the person may do in teams that say nothing else.</param>
/// <param name="Disabled">Whether the person is locked out, with all keys.</param>
internal sealed record UserBody(string? Name, string? Email, string? Role, bool? Disabled);
