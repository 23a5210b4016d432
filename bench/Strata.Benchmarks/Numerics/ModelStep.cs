using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;
using Strata.Numerics.Threads;

namespace Strata.Benchmarks.Numerics;

/// <summary>
/// All matrix products of one step of a 135M model (30 layers, 576 wide, 9 and 3 heads of 64, 1536 feed-forward, 49 152 tokens;
/// Q4_1 layers, Q8_0 embeddings), on weights of its full size: the bound that matrix kernels set on tokens per second.
/// </summary>
internal static class ModelStep
{
    private static readonly (int Rows, int Columns)[] Layer = [(576, 576), (192, 576), (192, 576), (576, 576), (1536, 576), (1536, 576), (576, 1536)];

    public static void Run(WorkerPool pool)
    {
        List<BenchMatrix> weights = [.. from _ in Enumerable.Range(0, 30) from m in Layer select new BenchMatrix(QuantType.Q4_1, m.Rows, m.Columns)];
        using var head = new BenchMatrix(QuantType.Q8_0, 49_152, 576);
        foreach (var mode in new[] { MatMulMode.Ordinary, MatMulMode.Exact })
        {
            var decode = Time(weights, head, 1, mode, pool);
            var prefill = Time(weights, head, 128, mode, pool);
            Console.WriteLine(
                $"135M step, {pool.Threads} thread(s), {mode,-9} decode {1 / decode.MedianSeconds,7:F1} tok/s (per CPU second {1 / decode.CpuSeconds:F1}, best {1 / decode.BestSeconds:F1})"
                + $"   prefill 128 {128 / prefill.MedianSeconds,7:F1} tok/s (per CPU second {128 / prefill.CpuSeconds:F1}, best {128 / prefill.BestSeconds:F1})");
        }

        weights.ForEach(w => w.Dispose());
    }

    private static Cost Time(List<BenchMatrix> weights, BenchMatrix head, int tokens, MatMulMode mode, WorkerPool pool)
    {
        var x = MatMulRow.Activations(tokens * 1536);
        var y = new float[Math.Max(tokens * 1536, 49_152)];
        return Cost.Of(
            () =>
            {
                foreach (var w in weights)
                {
                    var m = w.Matrix;
                    MatMul.Run(m, x.AsSpan(0, tokens * m.Columns), tokens, y.AsSpan(0, tokens * m.Rows), mode, pool);
                }

                MatMul.Run(head.Matrix, x.AsSpan(0, 576), 1, y.AsSpan(0, 49_152), mode, pool);
            },
            1200);
    }
}
