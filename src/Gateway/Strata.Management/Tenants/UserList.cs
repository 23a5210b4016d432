namespace Strata.Management.Tenants;

/// <summary>The people of an organisation.</summary>
/// <param name="Data">The people, by name.</param>
internal sealed record UserList(IReadOnlyList<UserView> Data);
