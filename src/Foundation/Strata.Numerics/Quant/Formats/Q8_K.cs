namespace Strata.Numerics.Quant.Formats;

/// <summary>f32 scale, 256 signed bytes, 16 sums of 16 (unused here); value = d·q.</summary>
internal readonly unsafe struct Q8_K : IQuantFormat
{
    public static int BlockSize => 256;

    public static int BlockBytes => 292;

    public static void Dequantize(byte* block, float* y)
    {
        var d = BitConverter.UInt32BitsToSingle(BlockScales.U32(block));
        for (var j = 0; j < 256; j++)
        {
            y[j] = d * (sbyte)block[4 + j];
        }
    }
}
