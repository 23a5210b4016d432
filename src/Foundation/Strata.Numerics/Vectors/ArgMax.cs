using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>Position of the largest value.</summary>
public static class ArgMax
{
    /// <summary>Index of the largest value, the first one among equals; NaN never wins. −1 when there is none.</summary>
    public static int Index(ReadOnlySpan<float> x) => SimdSupport.Vector ? Vector(x) : Reference(x);

    internal static int Reference(ReadOnlySpan<float> x)
    {
        var best = -1;
        for (var i = 0; i < x.Length; i++)
        {
            if (!float.IsNaN(x[i]) && (best < 0 || x[i] > x[best]))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Largest value first (NaN read as −∞), then its first position: two cheap passes instead of tracked indices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Vector(ReadOnlySpan<float> x)
    {
        ref var values = ref MemoryMarshal.GetReference(x);
        var lowest = Vector256.Create(float.NegativeInfinity);
        var max = lowest;
        var i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            var v = Vector256.LoadUnsafe(ref values, (nuint)i);
            max = Vector256.ConditionalSelect(Vector256.GreaterThan(v, max), v, max);
        }

        var best = Lanes.Max(max);
        for (; i < x.Length; i++)
        {
            best = x[i] > best ? x[i] : best;
        }

        // Zeros of both signs are equal here as in the reference; −∞ alone needs the plain loop, NaN may precede it.
        return float.IsNegativeInfinity(best) ? Reference(x) : x.IndexOf(best) is var at and >= 0 ? at : Reference(x);
    }
}
