namespace Strata.Caching.Options;

/// <summary>The cache of answers.</summary>
public sealed record CacheOptions
{
    /// <summary>Policies by the name that routes use; <c>default</c> holds where a route names none. Without policies nothing is cached.</summary>
    public IReadOnlyDictionary<string, CachePolicy> Policies { get; init; } = new Dictionary<string, CachePolicy>();

    /// <summary>The most bytes of answers in memory.</summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>About the most bytes of answers in the database, those that end first leaving first; 0 keeps them in memory alone.</summary>
    public long DatabaseBytes { get; init; } = 256 << 20;

    /// <summary>How long a request that memory does not answer waits for the database.</summary>
    public TimeSpan DatabaseWait { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The most questions kept by meaning.</summary>
    public int SemanticEntries { get; init; } = 10_000;
}
