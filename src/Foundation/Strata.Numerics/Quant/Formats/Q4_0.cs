using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale, 16 bytes of codes; value = d·(q − 8).</summary>
internal readonly unsafe partial struct Q4_0 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 18;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        for (var j = 0; j < 16; j++)
        {
            y[j] = d * ((block[2 + j] & 15) - 8);
            y[j + 16] = d * ((block[2 + j] >> 4) - 8);
        }
    }
}
