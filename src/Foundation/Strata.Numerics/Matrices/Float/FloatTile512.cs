using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Matrices.Float;

/// <summary>Tiles of 512-bit vectors: 16 lanes, twelve accumulators in the wide shape.</summary>
internal readonly unsafe struct FloatTile512 : IFloatTile
{
    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(float** rows, float* x, int columns, float* results)
    {
        var zero = Vector512<float>.Zero;
        var (a, b, c, d) = (zero, zero, zero, zero);
        float* p = rows[0], q = rows[1], r = rows[2], s = rows[3];
        for (nint k = 0; k < columns; k += 16)
        {
            var v = Vector512.Load(x + k);
            a = Vector512.FusedMultiplyAdd(Vector512.Load(p + k), v, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Load(q + k), v, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Load(r + k), v, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Load(s + k), v, d);
        }

        (results[0], results[1], results[2], results[3]) = (Lanes.Sum(a), Lanes.Sum(b), Lanes.Sum(c), Lanes.Sum(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three(float** rows, float* x, int columns, float* results)
    {
        var zero = Vector512<float>.Zero;
        var (a0, a1, a2) = (zero, zero, zero);
        var (b0, b1, b2) = (zero, zero, zero);
        var (c0, c1, c2) = (zero, zero, zero);
        var (d0, d1, d2) = (zero, zero, zero);
        float* p = rows[0], q = rows[1], r = rows[2], s = rows[3];
        for (nint k = 0; k < columns; k += 16, x += 48)
        {
            var (x0, x1, x2) = (Vector512.Load(x), Vector512.Load(x + 16), Vector512.Load(x + 32));
            Add(Vector512.Load(p + k), x0, x1, x2, ref a0, ref a1, ref a2);
            Add(Vector512.Load(q + k), x0, x1, x2, ref b0, ref b1, ref b2);
            Add(Vector512.Load(r + k), x0, x1, x2, ref c0, ref c1, ref c2);
            Add(Vector512.Load(s + k), x0, x1, x2, ref d0, ref d1, ref d2);
        }

        (results[0], results[1], results[2]) = (Lanes.Sum(a0), Lanes.Sum(a1), Lanes.Sum(a2));
        (results[3], results[4], results[5]) = (Lanes.Sum(b0), Lanes.Sum(b1), Lanes.Sum(b2));
        (results[6], results[7], results[8]) = (Lanes.Sum(c0), Lanes.Sum(c1), Lanes.Sum(c2));
        (results[9], results[10], results[11]) = (Lanes.Sum(d0), Lanes.Sum(d1), Lanes.Sum(d2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector512<float> w, Vector512<float> x0, Vector512<float> x1, Vector512<float> x2,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2)
    {
        s0 = Vector512.FusedMultiplyAdd(w, x0, s0);
        s1 = Vector512.FusedMultiplyAdd(w, x1, s1);
        s2 = Vector512.FusedMultiplyAdd(w, x2, s2);
    }
}
