using System.Buffers.Binary;

namespace Strata.Traces.Bytes;

/// <summary>
/// A fast 64-bit hash for tables and filters, the same on every machine because filters are stored. Each step folds the 128-bit
/// product of the words with odd constants (the principle of wyhash). Not for secrets: who must be sure compares the bytes.
/// </summary>
internal static class Hash64
{
    private const ulong A = 0x9E37_79B9_7F4A_7C15;
    private const ulong B = 0xC2B2_AE3D_27D4_EB4F;
    private const ulong C = 0xD6E8_FEB8_6659_FD93;

    public static ulong Of(ulong value) => Mix(value ^ A, B);

    public static ulong Of(ulong first, ulong second) => Mix(first ^ A, second ^ B);

    public static ulong Of(UInt128 value) => Mix((ulong)(value >> 64) ^ A, (ulong)value ^ B);

    public static ulong Of(ReadOnlySpan<byte> bytes) => Of(bytes, 0);

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = Mix(seed ^ A, (ulong)bytes.Length ^ C);
        while (bytes.Length >= 16)
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ B);
            bytes = bytes[16..];
        }

        ulong low = 0;
        ulong high = 0;
        if (bytes.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            bytes = bytes[8..];
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            high |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(low ^ hash, high ^ C);
    }

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
