using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

public static partial class Softmax
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Vector(Span<float> x)
    {
        var max = Max(x);
        if (float.IsNegativeInfinity(max))
        {
            x.Clear();
            return;
        }

        ref var values = ref MemoryMarshal.GetReference(x);
        var sums = Vector256<float>.Zero;
        var i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            var e = Exponential.Of(Vector256.LoadUnsafe(ref values, (nuint)i) - Vector256.Create(max));
            e.StoreUnsafe(ref values, (nuint)i);
            sums += e;
        }

        if (i < x.Length)
        {
            Span<float> rest = stackalloc float[8];
            rest.Fill(float.NegativeInfinity);
            x[i..].CopyTo(rest);
            var e = Exponential.Of(Vector256.Create<float>(rest) - Vector256.Create(max));
            e.CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(x[i..]);
            sums += e;
        }

        Arithmetic.Scale(x, 1f / Lanes.Sum(sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Max(ReadOnlySpan<float> x)
    {
        ref var values = ref MemoryMarshal.GetReference(x);
        var max = Vector256.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            max = Vector256.Max(max, Vector256.LoadUnsafe(ref values, (nuint)i));
        }

        var result = Lanes.Max(max);
        for (; i < x.Length; i++)
        {
            result = MathF.Max(result, x[i]);
        }

        return result;
    }
}
