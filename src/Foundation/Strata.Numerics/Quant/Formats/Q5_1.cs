using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale and minimum, 32 fifth bits, 16 bytes of codes; value = d·q + m.</summary>
internal readonly unsafe partial struct Q5_1 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 24;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var m = HalfBits.ToSingle(BlockScales.U16(block + 2));
        var fifth = BlockScales.U32(block + 4);
        for (var j = 0; j < 16; j++)
        {
            y[j] = (d * ((block[8 + j] & 15) | (int)((fifth >> j) & 1) << 4)) + m;
            y[j + 16] = (d * ((block[8 + j] >> 4) | (int)((fifth >> (j + 16)) & 1) << 4)) + m;
        }
    }
}
