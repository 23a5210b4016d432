using Strata.Numerics.Matrices.Float;
using Strata.Numerics.Matrices.Integer;
using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Threads;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Matrices;

public static unsafe partial class MatMul
{
    internal static void Vector(in MatMulJob job, MatMulMode mode, WorkerPool pool)
    {
        if (mode == MatMulMode.Ordinary && IntegerMatMul.TryRun(job, pool))
        {
            return;
        }

        if (SimdSupport.Current == SimdTier.Avx512)
        {
            FloatMatMul<FloatTile512>.Run(job, pool);
        }
        else
        {
            FloatMatMul<FloatTile256>.Run(job, pool);
        }
    }
}
