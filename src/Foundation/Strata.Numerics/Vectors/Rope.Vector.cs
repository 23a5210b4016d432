using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Vectors;

public static partial class Rope
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Vector(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, RopeStyle style)
    {
        var done = style == RopeStyle.Adjacent ? Adjacent(head, cos, sin) : Halves(head, cos, sin);
        for (var i = done; i < cos.Length; i++)
        {
            var (first, second) = style == RopeStyle.Adjacent ? (2 * i, (2 * i) + 1) : (i, i + cos.Length);
            var (a, b) = (head[first], head[second]);
            head[first] = (a * cos[i]) - (b * sin[i]);
            head[second] = (a * sin[i]) + (b * cos[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Halves(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        ref var values = ref MemoryMarshal.GetReference(head);
        var pairs = (nuint)cos.Length;
        nuint i = 0;
        for (; i + 8 <= pairs; i += 8)
        {
            var (c, s) = (Load(cos, i), Load(sin, i));
            var (a, b) = (Vector256.LoadUnsafe(ref values, i), Vector256.LoadUnsafe(ref values, i + pairs));
            ((a * c) - (b * s)).StoreUnsafe(ref values, i);
            ((a * s) + (b * c)).StoreUnsafe(ref values, i + pairs);
        }

        return (int)i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Adjacent(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        ref var values = ref MemoryMarshal.GetReference(head);
        nuint i = 0;
        for (; i + 8 <= (nuint)cos.Length; i += 8)
        {
            // Shuffles work inside 128-bit halves: a and b hold pairs 0 1 4 5 2 3 6 7, and so must the angles.
            var (c, s) = (Spread(Load(cos, i)), Spread(Load(sin, i)));
            var (x, y) = (Vector256.LoadUnsafe(ref values, 2 * i), Vector256.LoadUnsafe(ref values, (2 * i) + 8));
            var (a, b) = (Avx.Shuffle(x, y, 0b10_00_10_00), Avx.Shuffle(x, y, 0b11_01_11_01));
            var (p, q) = ((a * c) - (b * s), (a * s) + (b * c));
            Avx.UnpackLow(p, q).StoreUnsafe(ref values, 2 * i);
            Avx.UnpackHigh(p, q).StoreUnsafe(ref values, (2 * i) + 8);
        }

        return (int)i;
    }

    private static Vector256<float> Spread(Vector256<float> v) => Avx2.Permute4x64(v.AsDouble(), 0b11_01_10_00).AsSingle();

    private static Vector256<float> Load(ReadOnlySpan<float> span, nuint i) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(span), i);
}
