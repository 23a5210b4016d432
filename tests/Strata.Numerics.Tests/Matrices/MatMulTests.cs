using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Tests.Matrices;

public sealed class MatMulTests
{
    private static readonly int[] Batches = [1, 2, 3, 4, 5, 6, 7, 8, 13];

    [Theory]
    [MemberData(nameof(Blocks.Types), MemberType = typeof(Blocks))]
    public void Both_modes_are_near_the_exact_sum(QuantType type)
    {
        foreach (var (rows, columns) in new[] { (1, 256), (7, 512), (21, 768) })
        {
            using var weights = new Weights(type, rows, columns, rows);
            foreach (var tokens in Batches)
            {
                var x = Numbers.Normal(tokens * columns, tokens + 100);
                weights.AssertNear(x, tokens, MatMulMode.Exact, 2e-6);
                weights.AssertNear(x, tokens, MatMulMode.Ordinary, 4e-5);
            }
        }
    }

    [Theory]
    [InlineData(QuantType.F32)]
    [InlineData(QuantType.F16)]
    [InlineData(QuantType.BF16)]
    public void Odd_column_counts_have_tails(QuantType type)
    {
        foreach (var columns in Numbers.Lengths.Where(n => n > 0))
        {
            using var weights = new Weights(type, 5, columns, columns);
            weights.AssertNear(Numbers.Normal(4 * columns, columns), 4, MatMulMode.Exact, 2e-6);
            weights.AssertNear(Numbers.Normal(columns, columns), 1, MatMulMode.Ordinary, 2e-6);
        }
    }

    [Theory]
    [InlineData(QuantType.Q8_0)]
    [InlineData(QuantType.Q4_1)]
    [InlineData(QuantType.MXFP4)]
    public void Columns_that_are_not_a_multiple_of_256(QuantType type)
    {
        for (var columns = 32; columns <= 640; columns += 32)
        {
            using var weights = new Weights(type, 6, columns, columns);
            weights.AssertNear(Numbers.Normal(5 * columns, columns), 5, MatMulMode.Ordinary, 4e-5);
            weights.AssertNear(Numbers.Normal(columns, columns), 1, MatMulMode.Ordinary, 4e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Blocks.Types), MemberType = typeof(Blocks))]
    public void A_token_has_the_same_bits_alone_and_in_company(QuantType type)
    {
        const int Rows = 43, Columns = 1024, Tokens = 11;
        using var weights = new Weights(type, Rows, Columns, 3);
        using var pool = new WorkerPool(3);
        var x = Numbers.Normal(Tokens * Columns, 4);
        foreach (var mode in new[] { MatMulMode.Ordinary, MatMulMode.Exact })
        {
            var together = weights.Multiply(x, Tokens, mode, pool);
            for (var t = 0; t < Tokens; t++)
            {
                var alone = weights.Multiply(x.AsSpan(t * Columns, Columns), 1, mode, WorkerPool.Single);
                Numbers.SameBits(alone, together.AsSpan(t * Rows, Rows));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_broken_activation_spoils_its_own_token_only(float broken)
    {
        using var weights = new Weights(QuantType.Q8_0, 9, 256, 1);
        foreach (var mode in new[] { MatMulMode.Ordinary, MatMulMode.Exact })
        {
            var x = Numbers.Normal(5 * 256, 2);
            x[256 + 77] = broken;
            var y = weights.Multiply(x, 5, mode, WorkerPool.Single);
            Assert.All(y.AsSpan(9, 9).ToArray(), v => Assert.False(float.IsFinite(v)));
            Assert.All(y.AsSpan(0, 9).ToArray(), v => Assert.True(float.IsFinite(v)));
            Assert.All(y.AsSpan(18).ToArray(), v => Assert.True(float.IsFinite(v)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void The_largest_codes_and_activations_do_not_overflow(int tokens)
    {
        // Q6_K with every code −32 and every scale −128 has the largest integers of all formats.
        using var weights = new Weights(QuantType.Q6_K, Enumerable.Repeat((byte)0, 192).Concat(Enumerable.Repeat((byte)0x80, 16)).Concat(new byte[] { 0, 0x3C }).ToArray(), 1, 256);
        weights.AssertNear(Enumerable.Repeat(1f, 256 * tokens).ToArray(), tokens, MatMulMode.Ordinary, 1e-6);
    }

    [Fact]
    public void Tiny_and_huge_activations_keep_their_scale()
    {
        using var weights = new Weights(QuantType.Q4_0, 4, 64, 1);
        foreach (var scale in new[] { 0f, 1e-36f, 1e-20f, 1e20f })
        {
            var x = Numbers.Normal(64, 2, scale);
            var y = weights.Multiply(x, 1, MatMulMode.Ordinary, WorkerPool.Single);
            Assert.All(y, v => Assert.InRange(v, -scale * 100, scale * 100));
        }
    }
}
