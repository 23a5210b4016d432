using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale, 32 signed bytes; value = d·q.</summary>
internal readonly unsafe partial struct Q8_0 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 34;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        for (var j = 0; j < 32; j++)
        {
            y[j] = d * (sbyte)block[2 + j];
        }
    }
}
