using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>
/// The k largest values, best first; among equals the lower index first; NaN is left out. A heap keeps the best so far, its worst on
/// top; eight values at a time are compared with that worst, so nearly all of them cost one comparison.
/// </summary>
public static class TopK
{
    /// <summary>Selects into <paramref name="indices"/> and <paramref name="values"/>, whose length is k.</summary>
    /// <returns>How many were found: fewer than k when there are fewer values that are not NaN.</returns>
    /// <exception cref="ArgumentException">The two targets differ in length.</exception>
    public static int Select(ReadOnlySpan<float> x, Span<int> indices, Span<float> values)
    {
        Lanes.RequireSame(indices.Length, values.Length, nameof(values));
        if (indices.IsEmpty)
        {
            return 0;
        }

        var heap = new TopKHeap(indices, values);
        var i = 0;
        if (SimdSupport.Vector)
        {
            i = Blocks(x, ref heap);
        }

        for (; i < x.Length; i++)
        {
            heap.Offer(x[i], i);
        }

        return heap.Sort();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Blocks(ReadOnlySpan<float> x, ref TopKHeap heap)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            // While the heap fills, its bar is −∞ and equal values must still get in: hence "or equal".
            var v = Vector256.LoadUnsafe(ref from, (nuint)i);
            var mask = Vector256.GreaterThanOrEqual(v, Vector256.Create(heap.Bar)).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
            {
                var at = i + System.Numerics.BitOperations.TrailingZeroCount(mask);
                heap.Offer(x[at], at);
            }
        }

        return i;
    }
}
