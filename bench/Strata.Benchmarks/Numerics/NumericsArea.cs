using Strata.Numerics.Quant;
using Strata.Numerics.Threads;
using Strata.Numerics.Tiers;

namespace Strata.Benchmarks.Numerics;

/// <summary>
/// Kernels beside their reference and beside the floor (reading the same bytes once). Figures are per CPU second of the process,
/// because the machine is shared; the best wall time stands beside it. Arguments: formats to restrict the run to.
/// </summary>
internal static class NumericsArea
{
    public static void Run(string[] args)
    {
        Console.WriteLine($"tier {SimdSupport.Current}, machine {SimdSupport.Machine()}, {Environment.ProcessorCount} processors");
        var types = args.Length > 0
            ? Array.ConvertAll(args, Enum.Parse<QuantType>)
            : [.. QuantTraits.All.Select(t => t.Type).Where(t => t != QuantType.Q8_K)];
        ReadFloor.Run();
        Console.WriteLine();
        Console.WriteLine("matrix 4096 x 2048   GEMV: GB/s of weights per CPU second   GEMM 64 tokens: Gop/s (2 per multiply-add)");
        Console.WriteLine($"{"format",-8}{"gemv",8}{"best",8}{"exact",8}{"scalar",8}{"gemm",9}{"best",9}{"exact",9}{"gemm/gemv",11}{"error",10}");
        foreach (var type in types)
        {
            MatMulRow.Run(type, 4096, 2048);
        }

        Console.WriteLine();
        ModelStep.Run(WorkerPool.Single);
        using var pool = new WorkerPool(Environment.ProcessorCount);
        ModelStep.Run(pool);
        Console.WriteLine();
        VectorRows.Run();
    }
}
