using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>A key as the console shows it.</summary>
public sealed record KeyRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public Role Role { get; init; }

    /// <summary>The secret's last characters.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The models it may ask for; empty is all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Requests in any sixty seconds; null is no limit.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Tokens in any sixty seconds; null is no limit.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>The team it belongs to, by id.</summary>
    public string Team { get; init; } = "";

    /// <summary>The id of the person it belongs to; empty for nobody in particular.</summary>
    public string User { get; init; } = "";

    /// <summary>Tags its requests carry.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Until when the secret before the last rotation holds too; null where there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
