using Strata.Core.Tenancy;

namespace Strata.Identity.Tokens;

/// <summary>Someone whose signed tokens are accepted (an OpenID Connect provider), and how its claims become a caller.</summary>
public sealed record TokenIssuer
{
    /// <summary>The <c>iss</c> of its tokens, exactly; its discovery document is below it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The <c>aud</c> that tokens must name.</summary>
    public required string Audience { get; init; }

    /// <summary>Where its public keys are; null is what its discovery document says.</summary>
    public string? KeysUrl { get; init; }

    /// <summary>The organisation that its people belong to.</summary>
    public string Organization { get; init; } = Keys.KeyMigrations.DefaultOrganization;

    /// <summary>The team of people whose groups name no other.</summary>
    public string Team { get; init; } = Keys.KeyMigrations.DefaultProject;

    /// <summary>The role of people whose groups name no other; null refuses them.</summary>
    public Role? Role { get; init; }

    /// <summary>The claim that lists groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups and what they give; the first that a person is in counts.</summary>
    public IReadOnlyList<TokenGroup> Groups { get; init; } = [];
}
