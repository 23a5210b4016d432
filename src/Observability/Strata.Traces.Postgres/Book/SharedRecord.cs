namespace Strata.Traces.Postgres.Book;

/// <summary>A record of the shared log.</summary>
/// <param name="Sequence">Its number; grows by one.</param>
/// <param name="Seals">Whether the live table ends before it.</param>
/// <param name="Data">Spans as in the local log, or nothing.</param>
internal readonly record struct SharedRecord(long Sequence, bool Seals, ReadOnlyMemory<byte> Data);
