using Strata.Core.Results;
using Strata.Identity.Keys;
using Strata.Management.Wire;

namespace Strata.Management.Keys;

/// <summary>A key to be made.</summary>
internal sealed record KeyCreate
{
    public string? Name { get; init; }

    /// <summary><c>viewer</c>, <c>service</c> (the default), <c>editor</c>, <c>admin</c> or <c>owner</c>.</summary>
    public string? Role { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    /// <summary>The team it belongs to; absent is the maker's.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the user it belongs to.</summary>
    public string? User { get; init; }

    /// <summary>The layers it may use (<c>models</c>, <c>telemetry</c>, <c>admin</c>); absent is all.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Where it holds, for instance <c>10.0.0.0/8</c>; absent is everywhere.</summary>
    public IReadOnlyList<string>? IpRanges { get; init; }

    /// <summary>Tags its requests carry, each <c>name=value</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public Result<KeyDraft> ToDraft()
    {
        if (!RoleWords.Read(Role, Core.Tenancy.Role.Service).Try(out var role, out var problem)
            || !IpRangeList.Read(IpRanges).Try(out var ranges, out problem))
        {
            return problem;
        }

        return new KeyDraft
        {
            Name = Name ?? "",
            Role = role,
            Models = Models ?? [],
            ExpiresAt = ExpiresAt,
            Limits = new KeyLimits { RequestsPerMinute = RequestsPerMinute, TokensPerMinute = TokensPerMinute },
            Team = Team,
            User = User ?? "",
            Scopes = Scopes ?? [],
            Ranges = ranges,
            Tags = Tags ?? [],
        };
    }
}
