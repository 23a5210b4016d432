using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale and minimum, 16 bytes of codes; value = d·q + m.</summary>
internal readonly unsafe partial struct Q4_1 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 20;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var m = HalfBits.ToSingle(BlockScales.U16(block + 2));
        for (var j = 0; j < 16; j++)
        {
            y[j] = (d * (block[4 + j] & 15)) + m;
            y[j + 16] = (d * (block[4 + j] >> 4)) + m;
        }
    }
}
