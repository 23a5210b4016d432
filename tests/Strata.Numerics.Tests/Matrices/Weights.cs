using System.Runtime.InteropServices;
using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Tests.Matrices;

/// <summary>A random matrix at an odd address, with its values as the reference reads them.</summary>
internal sealed unsafe class Weights : IDisposable
{
    private readonly byte* memory;
    private readonly double[] values;

    public Weights(QuantType type, int rows, int columns, int seed)
        : this(type, Blocks.Random(type, rows, columns, seed), rows, columns)
    {
    }

    public Weights(QuantType type, byte[] bytes, int rows, int columns)
    {
        memory = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(memory + 1, bytes.Length));
        Matrix = WeightMatrix.FromPointer(memory + 1, bytes.Length, type, rows, columns);
        var row = new float[rows * columns];
        fixed (float* target = row)
        {
            Dequantizer.Reference(type, memory + 1, rows * columns, target);
        }

        values = Array.ConvertAll(row, v => (double)v);
    }

    public WeightMatrix Matrix { get; }

    public float[] Multiply(ReadOnlySpan<float> x, int tokens, MatMulMode mode, WorkerPool pool)
    {
        var y = new float[tokens * Matrix.Rows];
        MatMul.Run(Matrix, x, tokens, y, mode, pool);
        return y;
    }

    /// <summary>Compares with the sum in f64; the error is judged against Σ|w·x| plus Σ|w| times the mean size of an activation.</summary>
    public void AssertNear(float[] x, int tokens, MatMulMode mode, double tolerance)
    {
        var y = Multiply(x, tokens, mode, WorkerPool.Single);
        for (var t = 0; t < tokens; t++)
        {
            for (var r = 0; r < Matrix.Rows; r++)
            {
                var (sum, size) = (0d, 0d);
                for (var k = 0; k < Matrix.Columns; k++)
                {
                    var (w, v) = (values[(r * Matrix.Columns) + k], (double)x[(t * Matrix.Columns) + k]);
                    sum += w * v;
                    size += Math.Abs(w) * (Math.Abs(v) + 1);
                }

                Assert.True(
                    Math.Abs(sum - y[(t * Matrix.Rows) + r]) <= tolerance * size,
                    $"{Matrix.Type} {Matrix.Rows}x{Matrix.Columns} {mode}: token {t} of {tokens}, row {r}: {sum:R} became {y[(t * Matrix.Rows) + r]:R}");
            }
        }
    }

    public void Dispose() => NativeMemory.Free(memory);
}
