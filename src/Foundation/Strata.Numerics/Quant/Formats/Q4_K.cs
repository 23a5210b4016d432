using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>Two f16 factors, packed 6-bit scales, 128 bytes of codes; each 32-byte run holds two groups of 32: value = d·sc·q − dmin·m.</summary>
internal readonly unsafe partial struct Q4_K : IVectorFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 144;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var dmin = HalfBits.ToSingle(BlockScales.U16(block + 2));
        for (var j = 0; j < 8; j++)
        {
            var (scale, minimum) = KScales.One(block + 4, j);
            var codes = block + 16 + ((j >> 1) * 32);
            for (var i = 0; i < 32; i++)
            {
                y[(j * 32) + i] = (d * scale * ((codes[i] >> (4 * (j & 1))) & 15)) - (dmin * minimum);
            }
        }
    }
}
