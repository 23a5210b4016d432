using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>Sum of a vector: eight lanes in order, folded, then the rest.</summary>
public static class Sum
{
    /// <summary>Σ x.</summary>
    public static float Of(ReadOnlySpan<float> x) => SimdSupport.Vector ? Vector(x) : Reference(x);

    internal static float Reference(ReadOnlySpan<float> x)
    {
        var sum = 0f;
        foreach (var value in x)
        {
            sum += value;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Vector(ReadOnlySpan<float> x)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        var sums = Vector256<float>.Zero;
        var i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            sums += Vector256.LoadUnsafe(ref from, (nuint)i);
        }

        return Lanes.Sum(sums) + Reference(x[i..]);
    }
}
