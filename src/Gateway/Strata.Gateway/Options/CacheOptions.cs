using Strata.Caching;

namespace Strata.Gateway.Options;

/// <summary>The cache of answers.</summary>
public sealed record CacheOptions
{
    /// <summary>Policies by the name that routes use; <c>default</c> holds where a route names none. Without policies nothing is cached.</summary>
    public IReadOnlyDictionary<string, CachePolicy> Policies { get; init; } = new Dictionary<string, CachePolicy>();

    /// <summary>The most bytes of answers in memory.</summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>The most questions kept by meaning.</summary>
    public int SemanticEntries { get; init; } = 10_000;
}
