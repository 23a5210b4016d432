namespace Strata.Metrics.Chunks;

/// <summary>Writes bits, the highest first, into bytes that grow.</summary>
internal sealed class BitWriter
{
    private byte[] bytes = new byte[64];
    private long bits;

    public int ByteCount => (int)((bits + 7) / 8);

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, ByteCount);

    public void Write(ulong value, int count)
    {
        if (bytes.Length * 8L < bits + count)
        {
            Array.Resize(ref bytes, (bytes.Length * 2) + 16);
        }

        for (var left = count; left > 0;)
        {
            var free = 8 - (int)(bits & 7);
            var take = Math.Min(free, left);
            var part = (value >> (left - take)) & ((1UL << take) - 1);
            bytes[bits >> 3] |= (byte)(part << (free - take));
            bits += take;
            left -= take;
        }
    }
}
