namespace Strata.Management.Caches;

/// <summary>What the answer cache of this process holds and has done since its start.</summary>
/// <param name="Enabled">Whether this build runs with one.</param>
/// <param name="Entries">Answers in memory.</param>
/// <param name="Bytes">Bytes they take, by estimate.</param>
/// <param name="Hits">Requests that were answered.</param>
/// <param name="Misses">Requests that were not.</param>
/// <param name="SavedNanos">What the hits would have cost, in billionths of a dollar.</param>
/// <param name="SemanticEntries">Questions kept for likeness.</param>
internal sealed record CacheView(bool Enabled, long Entries, long Bytes, long Hits, long Misses, long SavedNanos, int SemanticEntries);
