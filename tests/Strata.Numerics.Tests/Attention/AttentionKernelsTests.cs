using Strata.Numerics.Attention;
using Strata.Numerics.Tests.Support;

namespace Strata.Numerics.Tests.Attention;

public sealed class AttentionKernelsTests
{
    [Fact]
    public void Paths_agree_for_every_head_size_and_length()
    {
        foreach (var head in new[] { 1, 7, 8, 31, 32, 40, 64, 67, 96 })
        {
            foreach (var positions in new[] { 0, 1, 3, 4, 5, 17 })
            {
                var stride = head + 5;
                var (query, cache) = (Numbers.Normal(head, 1), Numbers.Normal(positions * stride, 2));
                var half = Array.ConvertAll(cache, v => (Half)v);
                var bits = Array.ConvertAll(half, BitConverter.HalfToUInt16Bits);
                var (e, a) = (new float[positions], new float[positions]);

                AttentionKernels.ScoresReference(query, cache, stride, 0.3f, e);
                AttentionKernels.ScoresVector(query, cache, stride, 0.3f, a);
                Numbers.Close(e, a, 1e-5f);
                AttentionKernels.ScoresReference(query, bits, stride, 0.3f, e);
                AttentionKernels.Scores(query, half, stride, 0.3f, a);
                Numbers.Close(e, a, 1e-5f);

                var (mixed, expected) = (Numbers.Normal(head, 3), Numbers.Normal(head, 3));
                AttentionKernels.MixReference(e, cache, stride, expected);
                AttentionKernels.MixVector(e, cache, stride, mixed);
                Numbers.SameBits(expected, mixed);
                AttentionKernels.MixReference(e, bits, stride, expected);
                AttentionKernels.Mix(e, half, stride, mixed);
                Numbers.SameBits(expected, mixed);
            }
        }
    }

    [Fact]
    public void Cutting_the_cache_into_blocks_does_not_change_a_bit()
    {
        const int Head = 64, Positions = 37;
        var (query, cache) = (Numbers.Normal(Head, 1), Numbers.Normal(Positions * Head, 2));
        var (whole, parts) = (new float[Positions], new float[Positions]);
        var (mixed, pieces) = (new float[Head], new float[Head]);
        AttentionKernels.Scores(query, cache, Head, 1f, whole);
        AttentionKernels.Mix(whole, cache, Head, mixed);
        for (var p = 0; p < Positions; p += 5)
        {
            var n = Math.Min(5, Positions - p);
            AttentionKernels.Scores(query, cache.AsSpan(p * Head), Head, 1f, parts.AsSpan(p, n));
            AttentionKernels.Mix(parts.AsSpan(p, n), cache.AsSpan(p * Head), Head, pieces);
        }

        Numbers.SameBits(whole, parts);
        Numbers.SameBits(mixed, pieces);
    }

    [Fact]
    public void A_cache_that_is_too_short_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => AttentionKernels.Scores(new float[8], new float[23], 8, 1f, new float[3]));
        Assert.ThrowsAny<ArgumentException>(() => AttentionKernels.Scores(new float[8], new float[99], 7, 1f, new float[3]));
        Assert.ThrowsAny<ArgumentException>(() => AttentionKernels.Mix(new float[3], new Half[23], 8, new float[8]));
    }
}
