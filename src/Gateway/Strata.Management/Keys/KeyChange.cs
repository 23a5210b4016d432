using Strata.Core.Results;
using Strata.Identity.Keys;

namespace Strata.Management.Keys;

/// <summary>What changes on a key; what is left out stays. A limit of 0 and an empty list take away what stood there.</summary>
internal sealed record KeyChange
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Blocks of addresses, for instance <c>10.0.0.0/8</c>.</summary>
    public IReadOnlyList<string>? IpRanges { get; init; }

    /// <summary>Tags as <c>name=value</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public Result<Func<KeyRecord, KeyRecord>> ToChange() =>
        !IpRangeList.Read(IpRanges).Try(out var ranges, out var problem)
            ? problem
            : new Func<KeyRecord, KeyRecord>(key => key with
            {
                Name = Name?.Trim() ?? key.Name,
                Models = Models ?? key.Models,
                Limits = new KeyLimits
                {
                    RequestsPerMinute = RequestsPerMinute switch { null => key.Limits.RequestsPerMinute, 0 => null, var n => n },
                    TokensPerMinute = TokensPerMinute switch { null => key.Limits.TokensPerMinute, 0 => null, var n => n },
                },
                User = User ?? key.User,
                Scopes = Scopes ?? key.Scopes,
                Ranges = IpRanges is null ? key.Ranges : ranges,
                Tags = Tags ?? key.Tags,
            });
}
