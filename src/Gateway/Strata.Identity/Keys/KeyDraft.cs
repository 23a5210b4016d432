using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>A key to be made.</summary>
public sealed record KeyDraft
{
    /// <summary>Its name, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public Role Role { get; init; } = Role.Service;

    /// <summary>The models it may ask for; empty is all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>When it ends by itself; null is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it may use.</summary>
    public KeyLimits Limits { get; init; } = KeyLimits.None;
}
