namespace Strata.Numerics.Quant.Formats;

/// <summary>The meaning of a block format: one block to f32 by a plain loop.</summary>
internal unsafe interface IQuantFormat
{
    static abstract int BlockSize { get; }

    static abstract int BlockBytes { get; }

    static abstract void Dequantize(byte* block, float* y);
}
