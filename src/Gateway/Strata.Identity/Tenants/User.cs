using Strata.Core.Tenancy;

namespace Strata.Identity.Tenants;

/// <summary>A person of an organisation.</summary>
public sealed record User
{
    /// <summary>The id, <c>usr_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The organisation's id.</summary>
    public required string Organization { get; init; }

    /// <summary>The name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The address; empty where unknown.</summary>
    public string Email { get; init; } = "";

    /// <summary>What the person may do in teams that say nothing else.</summary>
    public Role Role { get; init; } = Role.Viewer;

    /// <summary>Who vouches for the person (an OpenID Connect issuer); empty for one made here.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The issuer's name of the person; for one made here, the id.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When the person was first known.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person was locked out, with all keys; null while not.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
}
