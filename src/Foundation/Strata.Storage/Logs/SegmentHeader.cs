namespace Strata.Storage.Logs;

/// <summary>What a segment says of itself.</summary>
/// <param name="FirstSequence">The number of its first record.</param>
/// <param name="Salt">Drawn for each segment; part of the checksum of its record headers.</param>
internal readonly record struct SegmentHeader(long FirstSequence, ulong Salt);
