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

    /// <summary>The team it belongs to; null is the maker's.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the user it belongs to; empty for a key of nobody in particular.</summary>
    public string User { get; init; } = "";

    /// <summary>The layers it may use, each by a word; empty is all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where it holds; empty is everywhere.</summary>
    public IReadOnlyList<IpRange> Ranges { get; init; } = [];

    /// <summary>Tags its requests carry in the ledger and for budgets, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
