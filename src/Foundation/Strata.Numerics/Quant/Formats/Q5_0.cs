using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale, 32 fifth bits, 16 bytes of codes; value = d·(q − 16).</summary>
internal readonly unsafe partial struct Q5_0 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 22;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var fifth = BlockScales.U32(block + 2);
        for (var j = 0; j < 16; j++)
        {
            y[j] = d * (((block[6 + j] & 15) | (int)((fifth >> j) & 1) << 4) - 16);
            y[j + 16] = d * (((block[6 + j] >> 4) | (int)((fifth >> (j + 16)) & 1) << 4) - 16);
        }
    }
}
