using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

public static partial class Arithmetic
{
    /// <summary>target *= factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<float> target, float factor)
    {
        var i = 0;
        if (SimdSupport.Vector)
        {
            ref var to = ref MemoryMarshal.GetReference(target);
            for (; i <= target.Length - 8; i += 8)
            {
                (Vector256.LoadUnsafe(ref to, (nuint)i) * factor).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < target.Length; i++)
        {
            target[i] *= factor;
        }
    }

    /// <summary>target += factor · source, fused (one rounding per value).</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        Lanes.RequireSame(target.Length, source.Length, nameof(source));
        var i = 0;
        if (SimdSupport.Vector)
        {
            ref var from = ref MemoryMarshal.GetReference(source);
            ref var to = ref MemoryMarshal.GetReference(target);
            var wide = Vector256.Create(factor);
            for (; i <= target.Length - 8; i += 8)
            {
                var sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, (nuint)i), wide, Vector256.LoadUnsafe(ref to, (nuint)i));
                sum.StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < target.Length; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(source[i], factor, target[i]);
        }
    }
}
