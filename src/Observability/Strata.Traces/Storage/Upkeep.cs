namespace Strata.Traces.Storage;

/// <summary>What looking after the store came to.</summary>
/// <param name="Dropped">Segments that were dropped.</param>
/// <param name="Rewritten">Segments that took the place of others.</param>
public readonly record struct Upkeep(int Dropped, int Rewritten);
