using Strata.Numerics.Matrices.Float;
using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Tests.Matrices;

/// <summary>The 512-bit tile runs here even where the machine has no such vectors: the runtime then emulates them.</summary>
public sealed unsafe class WideTileTests
{
    [Fact]
    public void Wide_tile_equals_the_narrow_one_within_rounding()
    {
        for (var columns = 1; columns < 70; columns++)
        {
            foreach (var tokens in new[] { 1, 2, 3, 4 })
            {
                var (w, x) = (Numbers.Normal(5 * columns, 1), Numbers.Normal(tokens * columns, 2));
                var (narrow, wide) = (new float[tokens * 5], new float[tokens * 5]);
                Run<FloatTile256>(w, x, narrow, columns, tokens);
                Run<FloatTile512>(w, x, wide, columns, tokens);
                Numbers.Close(narrow, wide, 1e-5f);
            }
        }
    }

    private static void Run<TTile>(float[] w, float[] x, float[] y, int columns, int tokens)
        where TTile : IFloatTile
    {
        fixed (float* weights = w, from = x, to = y)
        {
            var job = new MatMulJob
            {
                Type = QuantType.F32,
                Weights = (byte*)weights,
                RowBytes = columns * 4L,
                Rows = 5,
                Columns = columns,
                X = from,
                Tokens = tokens,
                Y = to,
            };
            FloatMatMul<TTile>.Run(job, WorkerPool.Single);
        }
    }
}
