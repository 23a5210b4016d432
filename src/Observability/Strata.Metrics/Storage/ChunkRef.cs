namespace Strata.Metrics.Storage;

/// <summary>Where a chunk stands in its block.</summary>
/// <param name="FirstMs">Its first sample.</param>
/// <param name="LastMs">Its last sample.</param>
/// <param name="Offset">Where its bytes begin.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Count">Samples.</param>
/// <param name="Crc">CRC-32C of the bytes.</param>
internal readonly record struct ChunkRef(long FirstMs, long LastMs, long Offset, int Length, int Count, uint Crc);
