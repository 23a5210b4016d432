namespace Strata.Console.Data;

/// <summary>What the answer cache of this process holds.</summary>
/// <param name="Entries">Answers in memory.</param>
/// <param name="Bytes">Bytes they take, by estimate.</param>
/// <param name="Meanings">Questions kept by meaning.</param>
public sealed record CacheFigures(long Entries, long Bytes, int Meanings);
