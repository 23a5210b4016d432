using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>What is known of an API key. The secret itself is known to nobody but its holder.</summary>
public sealed record KeyRecord
{
    /// <summary>Its id, <c>key_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The organisation's id.</summary>
    public required string Organization { get; init; }

    /// <summary>The project's id.</summary>
    public required string Project { get; init; }

    /// <summary>What its holder may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The secret's last four characters, to tell keys apart.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The models it may ask for; empty is all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>What it may use.</summary>
    public KeyLimits Limits { get; init; } = KeyLimits.None;

    /// <summary>The id of the user it belongs to; empty for a key of nobody in particular.</summary>
    public string User { get; init; } = "";

    /// <summary>The layers it may use, each by a word; empty is all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where it holds; empty is everywhere.</summary>
    public IReadOnlyList<IpRange> Ranges { get; init; } = [];

    /// <summary>Tags its requests carry in the ledger and for budgets, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Until when the secret before the last rotation holds too; null where there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself; null is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it may ask for a model.</summary>
    public bool Allows(string model) => Models.Count == 0 || Models.Contains(model, StringComparer.Ordinal);

    /// <summary>Whether it is accepted at a time.</summary>
    public bool IsActive(DateTimeOffset at) => RevokedAt is null && (ExpiresAt is not { } end || at < end);
}
