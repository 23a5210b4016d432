namespace Strata.Core.Tenancy;

/// <summary>Who is asking: one organisation, one project, one key. Every stored row and every query carries the project.</summary>
/// <param name="Organization">The organisation's id.</param>
/// <param name="Project">The project's id.</param>
/// <param name="KeyId">The id (never the secret) of the key used.</param>
/// <param name="KeyName">The key's name, for people.</param>
/// <param name="Role">What the caller may do.</param>
public sealed record Caller(string Organization, string Project, string KeyId, string KeyName, Role Role)
{
    /// <summary>Whether the caller has at least the given role.</summary>
    public bool Is(Role least) => Role >= least;
}
