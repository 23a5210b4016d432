namespace Strata.Caching.Exact;

/// <summary>What a cache holds and has done since the process began.</summary>
/// <param name="Entries">Answers in memory.</param>
/// <param name="Bytes">Bytes they take, by estimate.</param>
/// <param name="Hits">Requests that were answered.</param>
/// <param name="Misses">Requests that were not.</param>
/// <param name="SavedNanos">What the hits would have cost, in nano-dollars, as far as prices were known.</param>
public readonly record struct CacheCounters(long Entries, long Bytes, long Hits, long Misses, long SavedNanos);
