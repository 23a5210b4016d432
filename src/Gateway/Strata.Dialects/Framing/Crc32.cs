using System.Buffers.Binary;

namespace Strata.Dialects.Framing;

/// <summary>CRC-32 of IEEE 802.3 (polynomial 0xEDB88320, reflected), eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(7 * 256) + (byte)low] ^ t[(6 * 256) + (byte)(low >> 8)] ^ t[(5 * 256) + (byte)(low >> 16)] ^ t[(4 * 256) + (low >> 24)]
                ^ t[(3 * 256) + (byte)high] ^ t[(2 * 256) + (byte)(high >> 8)] ^ t[256 + (byte)(high >> 16)] ^ t[high >> 24];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = t[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }

            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        }

        return tables;
    }
}
