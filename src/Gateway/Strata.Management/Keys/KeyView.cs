using Strata.Identity.Keys;

namespace Strata.Management.Keys;

/// <summary>A key as our API shows it: everything but the secret.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Hint { get; init; }

    public required string Organization { get; init; }

    public required string Project { get; init; }

    public required string Role { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public IReadOnlyList<string>? IpRanges { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Until when the secret before the last rotation holds too.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static KeyView From(KeyRecord key, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Hint = key.Hint,
        Organization = key.Organization,
        Project = key.Project,
        Role = key.Role.ToString().ToLowerInvariant(),
        State = key.IsActive(now) ? "active" : key.RevokedAt is null ? "expired" : "revoked",
        Models = key.Models,
        RequestsPerMinute = key.Limits.RequestsPerMinute,
        TokensPerMinute = key.Limits.TokensPerMinute,
        User = key.User.Length > 0 ? key.User : null,
        Scopes = key.Scopes.Count > 0 ? key.Scopes : null,
        IpRanges = key.Ranges.Count > 0 ? [.. key.Ranges.Select(r => r.ToString())] : null,
        Tags = key.Tags.Count > 0 ? key.Tags : null,
        OldSecretUntil = key.OldSecretUntil > now ? key.OldSecretUntil : null,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
    };
}
