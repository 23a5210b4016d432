using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>As Q4_K with 32 bytes of fifth bits before the codes: group j uses bit j of each.</summary>
internal readonly unsafe partial struct Q5_K : IVectorFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 176;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var dmin = HalfBits.ToSingle(BlockScales.U16(block + 2));
        for (var j = 0; j < 8; j++)
        {
            var (scale, minimum) = KScales.One(block + 4, j);
            var codes = block + 48 + ((j >> 1) * 32);
            for (var i = 0; i < 32; i++)
            {
                var q = ((codes[i] >> (4 * (j & 1))) & 15) | (((block[16 + i] >> j) & 1) << 4);
                y[(j * 32) + i] = (d * scale * q) - (dmin * minimum);
            }
        }
    }
}
