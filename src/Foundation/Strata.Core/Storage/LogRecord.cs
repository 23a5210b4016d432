namespace Strata.Core.Storage;

/// <summary>A record of an append log.</summary>
/// <param name="Sequence">Its number: from 1, without gaps.</param>
/// <param name="Data">Its bytes; valid after the reader moved on.</param>
public readonly record struct LogRecord(long Sequence, ReadOnlyMemory<byte> Data);
