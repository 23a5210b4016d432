namespace Strata.Core.Tenancy;

/// <summary>Who is asking: one organisation, one project, one key. Every stored row and every query carries the project.</summary>
/// <param name="Organization">The organisation's id.</param>
/// <param name="Project">The project's id; a team is a project.</param>
/// <param name="KeyId">The id (never the secret) of the key used; for a signed token, the user's id.</param>
/// <param name="KeyName">The key's name, for people.</param>
/// <param name="Role">What the caller may do.</param>
public sealed record Caller(string Organization, string Project, string KeyId, string KeyName, Role Role)
{
    /// <summary>The id of the user whom the key or token belongs to; empty for a key of nobody in particular.</summary>
    public string User { get; init; } = "";

    /// <summary>The layers the caller may use, each by a word (<c>models</c>, <c>telemetry</c>, <c>admin</c>); empty is all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether the caller has at least the given role.</summary>
    public bool Is(Role least) => Role >= least;

    /// <summary>Whether the caller may use a layer.</summary>
    public bool MayUse(string scope) => Scopes.Count == 0 || Scopes.Contains(scope, StringComparer.Ordinal);
}
