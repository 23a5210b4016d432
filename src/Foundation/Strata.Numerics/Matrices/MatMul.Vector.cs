using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices;

public static unsafe partial class MatMul
{
    private static void Vector(in MatMulJob job, MatMulMode mode, WorkerPool pool) => Reference(job);
}
