using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Tests.Matrices;

public sealed unsafe class MatMulLimitsTests
{
    [Fact]
    public void Impossible_matrices_are_refused()
    {
        var bytes = new byte[100];
        fixed (byte* p = bytes)
        {
            var data = (nint)p;
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer(null, 100, QuantType.F32, 1, 1));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, QuantType.F32, 0, 1));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, QuantType.F32, 1, -4));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, QuantType.F32, 5, 6));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, QuantType.Q4_K, 1, 32));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, -1, QuantType.Q8_0, 1, 32));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, QuantType.F32, int.MaxValue, int.MaxValue));
            Assert.ThrowsAny<ArgumentException>(() => WeightMatrix.FromPointer((void*)data, 100, (QuantType)17, 1, 256));
        }
    }

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        using var weights = new Weights(QuantType.Q8_0, 4, 64, 1);
        var w = weights.Matrix;
        Assert.ThrowsAny<ArgumentException>(() => MatMul.Run(w, new float[63], 1, new float[4], MatMulMode.Exact, WorkerPool.Single));
        Assert.ThrowsAny<ArgumentException>(() => MatMul.Run(w, new float[64], 1, new float[3], MatMulMode.Exact, WorkerPool.Single));
        Assert.ThrowsAny<ArgumentException>(() => MatMul.Run(w, new float[64], -1, new float[4], MatMulMode.Exact, WorkerPool.Single));
        Assert.ThrowsAny<ArgumentException>(() => MatMul.Run(default, [], 0, [], MatMulMode.Exact, WorkerPool.Single));
        MatMul.Run(w, [], 0, [], MatMulMode.Ordinary, WorkerPool.Single);
    }

    [Fact]
    public void Slices_and_rows_stay_inside()
    {
        using var weights = new Weights(QuantType.Q4_0, 6, 32, 1);
        var (row, other) = (new float[32], new float[32]);
        weights.Matrix.ReadRow(4, row);
        weights.Matrix.Slice(3, 2).ReadRow(1, other);
        Numbers.SameBits(row, other);
        Assert.ThrowsAny<ArgumentException>(() => weights.Matrix.Slice(5, 2));
        Assert.ThrowsAny<ArgumentException>(() => weights.Matrix.Slice(1, int.MaxValue));
        Assert.ThrowsAny<ArgumentException>(() => weights.Matrix.ReadRow(6, row));
        Assert.ThrowsAny<ArgumentException>(() => weights.Matrix.ReadRow(0, new float[31]));
    }

    [Theory]
    [InlineData(QuantType.Q8_0, 1)]
    [InlineData(QuantType.Q4_1, 9)]
    [InlineData(QuantType.F16, 2)]
    public void Nothing_is_allocated_per_call(QuantType type, int tokens)
    {
        using var weights = new Weights(type, 64, 256, 1);
        using var pool = new WorkerPool(2);
        var (x, y) = (Numbers.Normal(tokens * 256, 1), new float[tokens * 64]);
        foreach (var mode in new[] { MatMulMode.Ordinary, MatMulMode.Exact })
        {
            MatMul.Run(weights.Matrix, x, tokens, y, mode, pool);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                MatMul.Run(weights.Matrix, x, tokens, y, mode, pool);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
