using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>16 bytes of 4-bit scales and minima (per 16 values), 64 of bit pairs, two f16 factors; value = d·sc·q − dmin·m.</summary>
internal readonly unsafe struct Q2_K : IQuantFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 84;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block + 80));
        var dmin = HalfBits.ToSingle(BlockScales.U16(block + 82));
        for (var j = 0; j < 8; j++)
        {
            var pairs = block + 16 + ((j >> 2) * 32);
            for (var i = 0; i < 32; i++)
            {
                var packed = block[(j * 2) + (i >> 4)];
                var q = (pairs[i] >> (2 * (j & 3))) & 3;
                y[(j * 32) + i] = (d * (packed & 15) * q) - (dmin * (packed >> 4));
            }
        }
    }
}
