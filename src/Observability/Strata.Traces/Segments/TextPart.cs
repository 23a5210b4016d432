namespace Strata.Traces.Segments;

/// <summary>A block of messages.</summary>
/// <param name="First">The number of its first message.</param>
/// <param name="Block">Its bytes.</param>
/// <param name="GramsOffset">Where its bitmap is.</param>
/// <param name="GramBits">The bitmap has two to the power of this many bits.</param>
/// <param name="GramsChecksum">CRC-32C of the bitmap.</param>
internal readonly record struct TextPart(int First, PackedPart Block, long GramsOffset, int GramBits, uint GramsChecksum);
