namespace Strata.Identity.Tenants;

/// <summary>A team, which is a project: what its keys write carries its id, and only its keys read it.</summary>
/// <param name="Id">Its id, <c>prj_…</c>.</param>
/// <param name="Organization">The organisation's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Team(string Id, string Organization, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>When it was put away, its keys with it; null while it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }
}
