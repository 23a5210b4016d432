namespace Strata.Identity.Tenants;

/// <summary>A tenant: nothing of one is visible to another.</summary>
/// <param name="Id">Its id, <c>org_…</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Organization(string Id, string Name, DateTimeOffset CreatedAt);
