namespace Strata.Numerics.Quant.Formats;

/// <summary>One power-of-two exponent, 16 bytes of E2M1 codes; the table holds doubled values, so the exponent bias is 128.</summary>
internal readonly unsafe partial struct MXFP4 : IVectorFormat
{
    public static int BlockSize => 32;

    public static int BlockBytes => 17;

    public static void Dequantize(byte* block, float* y)
    {
        var d = Exponent(block[0]);
        var table = CodeTables.Micro;
        for (var j = 0; j < 16; j++)
        {
            y[j] = d * table[block[1 + j] & 15];
            y[j + 16] = d * table[block[1 + j] >> 4];
        }
    }

    /// <summary>2^(e − 128); the two smallest are subnormal.</summary>
    private static float Exponent(byte e)
    {
        var bits = e < 2 ? 0x0020_0000u << e : (uint)(e - 1) << 23;
        return BitConverter.UInt32BitsToSingle(bits);
    }
}
