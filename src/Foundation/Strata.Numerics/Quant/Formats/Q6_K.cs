using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>128 bytes of low nibbles, 64 of high bit pairs, 16 signed scales, f16 factor; value = d·sc·(q − 32).</summary>
internal readonly unsafe partial struct Q6_K : IVectorFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 210;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block + 208));
        for (var j = 0; j < 8; j++)
        {
            // Each half block of 128 lays four groups over 64 + 32 bytes: r picks nibble, byte run and bit pair.
            var (half, r) = (j >> 2, j & 3);
            var low = block + (half * 64) + ((r & 1) * 32);
            var high = block + 128 + (half * 32);
            for (var i = 0; i < 32; i++)
            {
                var q = ((low[i] >> (4 * (r >> 1))) & 15) | (((high[i] >> (2 * r)) & 3) << 4);
                y[(j * 32) + i] = d * ((sbyte)block[192 + (j * 2) + (i >> 4)] * (q - 32));
            }
        }
    }
}
