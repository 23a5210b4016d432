namespace Strata.Caching;

/// <summary>A piece of a streamed answer as it was sent.</summary>
/// <param name="AtMs">Milliseconds after the first piece.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct CachedPart(int AtMs, int Length);
