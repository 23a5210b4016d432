using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>A key that someone wants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="RequestsPerMinute">Requests in any sixty seconds; null is no limit.</param>
/// <param name="TokensPerMinute">Tokens in any sixty seconds; null is no limit.</param>
/// <param name="ExpiresAt">When it ends; null is never.</param>
internal sealed record KeyWish(string Name, Role Role, long? RequestsPerMinute, long? TokensPerMinute, DateTimeOffset? ExpiresAt)
{
    /// <summary>The team; null is the maker's.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the person; empty for nobody in particular.</summary>
    public string User { get; init; } = "";

    /// <summary>The models it may ask for; empty is all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}
