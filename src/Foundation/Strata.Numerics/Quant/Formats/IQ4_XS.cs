using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>f16 factor, 6-bit scales (two high bits in a word, four low in nibbles), 128 bytes of codes into the uneven table.</summary>
internal readonly unsafe partial struct IQ4_XS : IVectorFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 136;

    public static void Dequantize(byte* block, float* y)
    {
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var table = CodeTables.Uneven;
        for (var j = 0; j < 8; j++)
        {
            var codes = block + 8 + (j * 16);
            var scale = d * Scale(block, j);
            for (var i = 0; i < 16; i++)
            {
                y[(j * 32) + i] = scale * table[codes[i] & 15];
                y[(j * 32) + i + 16] = scale * table[codes[i] >> 4];
            }
        }
    }

    private static int Scale(byte* block, int j)
    {
        var low = (block[4 + (j >> 1)] >> (4 * (j & 1))) & 15;
        return (low | (((BlockScales.U16(block + 2) >> (2 * j)) & 3) << 4)) - 32;
    }
}
