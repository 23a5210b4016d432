using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>32 bytes of third bits, 64 of bit pairs, 12 of packed 6-bit scales, f16 factor; value = d·(sc − 32)·q, q in −4…3.</summary>
internal readonly unsafe partial struct Q3_K : IVectorFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 110;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block + 108));
        for (var j = 0; j < 8; j++)
        {
            var pairs = block + 32 + ((j >> 2) * 32);
            for (var i = 0; i < 32; i++)
            {
                var q = ((pairs[i] >> (2 * (j & 3))) & 3) - (((block[i] >> j) & 1) == 0 ? 4 : 0);
                y[(j * 32) + i] = d * (Scale(block + 96, (j * 2) + (i >> 4)) * q);
            }
        }
    }

    /// <summary>Scale i of sixteen: four bits in the first eight bytes, two in the last four; stored with 32 added.</summary>
    private static int Scale(byte* packed, int i)
    {
        var low = i < 8 ? packed[i] & 15 : packed[i - 8] >> 4;
        return (low | (((packed[8 + (i & 3)] >> (2 * (i >> 2))) & 3) << 4)) - 32;
    }
}
