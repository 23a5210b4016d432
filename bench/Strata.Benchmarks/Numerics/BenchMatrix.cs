using System.Runtime.InteropServices;
using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;

namespace Strata.Benchmarks.Numerics;

/// <summary>A matrix of arbitrary codes with small scales, so that no path meets infinities or subnormals.</summary>
internal sealed unsafe class BenchMatrix : IDisposable
{
    private readonly byte* memory;

    public BenchMatrix(QuantType type, int rows, int columns)
    {
        var traits = QuantTraits.Of(type);
        var bytes = traits.RowBytes(columns) * rows;
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        var random = new Random(1);
        for (var at = 0L; at < bytes; at += traits.BlockBytes)
        {
            // Every byte pair with 0x2X on top reads as a small f16, and as a small bf16 or f32.
            var block = new Span<byte>(memory + at, traits.BlockBytes);
            random.NextBytes(block);
            for (var i = 1; i < block.Length && (traits.BlockSize == 1 || i < 4); i += 2)
            {
                block[i] = (byte)(0x20 | (block[i] & 0x8F));
            }

            if (type == QuantType.MXFP4)
            {
                block[0] = 120;
            }

            foreach (var i in (int[])[81, 83, 109, 209])
            {
                if (traits.BlockSize == 256 && i < block.Length)
                {
                    block[i] = 0x20;
                }
            }
        }

        Matrix = WeightMatrix.FromPointer(memory, bytes, type, rows, columns);
    }

    public WeightMatrix Matrix { get; }

    public void Dispose() => NativeMemory.AlignedFree(memory);
}
