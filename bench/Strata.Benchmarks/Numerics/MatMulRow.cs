using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;
using Strata.Numerics.Threads;

namespace Strata.Benchmarks.Numerics;

/// <summary>One line of the matrix table.</summary>
internal static class MatMulRow
{
    private const int Tokens = 64;

    public static void Run(QuantType type, int rows, int columns)
    {
        using var weights = new BenchMatrix(type, rows, columns);
        using var few = new BenchMatrix(type, 64, columns);
        var x = Activations(Tokens * columns);
        var gemv = Time(weights.Matrix, x, 1, MatMulMode.Ordinary, 300);
        var exact = Time(weights.Matrix, x, 1, MatMulMode.Exact, 200);
        var gemm = Time(weights.Matrix, x, Tokens, MatMulMode.Ordinary, 500);
        var exactGemm = Time(weights.Matrix, x, Tokens, MatMulMode.Exact, 500);
        var scalar = Scalar(few, x);
        var gb = weights.Matrix.Bytes / 1e9;
        var gop = 2.0 * rows * columns * Tokens / 1e9;
        Console.WriteLine(
            $"{type,-8}{gb / gemv.CpuSeconds,8:F1}{gb / gemv.BestSeconds,8:F1}{gb / exact.CpuSeconds,8:F1}{few.Matrix.Bytes / 1e9 / scalar,8:F2}"
            + $"{gop / gemm.CpuSeconds,9:F1}{gop / gemm.BestSeconds,9:F1}{gop / exactGemm.CpuSeconds,9:F1}{gemv.CpuSeconds * Tokens / gemm.CpuSeconds,11:F1}{Error(weights.Matrix, x),10:E1}");
    }

    public static float[] Activations(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    /// <summary>Root mean square of ordinary minus exact results, relative to the exact ones.</summary>
    private static double Error(WeightMatrix weights, float[] x)
    {
        var (ordinary, exact) = (new float[weights.Rows], new float[weights.Rows]);
        MatMul.Run(weights, x.AsSpan(0, weights.Columns), 1, ordinary, MatMulMode.Ordinary, WorkerPool.Single);
        MatMul.Run(weights, x.AsSpan(0, weights.Columns), 1, exact, MatMulMode.Exact, WorkerPool.Single);
        var (difference, size) = (0d, 0d);
        for (var r = 0; r < weights.Rows; r++)
        {
            difference += Math.Pow((double)ordinary[r] - exact[r], 2);
            size += Math.Pow(exact[r], 2);
        }

        return Math.Sqrt(difference / size);
    }

    private static Cost Time(WeightMatrix weights, float[] x, int tokens, MatMulMode mode, int ms)
    {
        var y = new float[weights.Rows * tokens];
        var input = x[..(tokens * weights.Columns)];
        return Cost.Of(() => MatMul.Run(weights, input, tokens, y, mode, WorkerPool.Single), ms);
    }

    /// <summary>The reference: rows expanded by the plain loop and summed by the plain loop.</summary>
    private static unsafe double Scalar(BenchMatrix few, float[] x)
    {
        var y = new float[few.Matrix.Rows];
        return Cost.Of(() => MatMul.RunReference(few.Matrix, x.AsSpan(0, few.Matrix.Columns), 1, y), 60).CpuSeconds;
    }
}
