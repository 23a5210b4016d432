using System.Buffers.Binary;
using System.Numerics;

namespace Strata.Storage.Durability;

/// <summary>
/// CRC-32C (Castagnoli), as in RFC 3720 appendix B.4. <see cref="BitOperations"/> uses the processor's instruction where
/// there is one: eight bytes per three cycles.
/// </summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes) => Of(bytes, 0);

    /// <summary>The checksum of <paramref name="bytes"/> appended to what <paramref name="before"/> is the checksum of.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes, uint before)
    {
        var crc = ~before;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
