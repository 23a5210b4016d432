using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 scale, 16 bytes of codes into an uneven table; value = d·T[q].</summary>
internal readonly unsafe partial struct IQ4_NL : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 18;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var table = CodeTables.Uneven;
        for (var j = 0; j < 16; j++)
        {
            y[j] = d * table[block[2 + j] & 15];
            y[j + 16] = d * table[block[2 + j] >> 4];
        }
    }
}
