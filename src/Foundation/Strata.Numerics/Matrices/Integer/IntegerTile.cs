using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Two unpacked rows × four tokens in eight accumulators; one pointer per operand with fixed offsets.</summary>
internal static unsafe class IntegerTile<TDot>
    where TDot : IPairDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot(short* w, float* ws, short* x, float* xs, int groups, float* results)
    {
        var zero = Vector256<float>.Zero;
        var (a0, a1, a2, a3) = (zero, zero, zero, zero);
        var (b0, b1, b2, b3) = (zero, zero, zero, zero);
        for (var g = 0; g < groups; g++)
        {
            var (u0, u1) = (Vector256.Load(w), Vector256.Load(w + 16));
            var (v0, v1) = (Vector256.Load(w + 32), Vector256.Load(w + 48));
            var (us, vs) = (Vector256.Create(ws[0]), Vector256.Create(ws[1]));
            var (x0, x1, scale) = (Vector256.Load(x), Vector256.Load(x + 16), Vector256.Create(xs[0]));
            a0 = Add(u0, u1, x0, x1, us * scale, a0);
            b0 = Add(v0, v1, x0, x1, vs * scale, b0);
            (x0, x1, scale) = (Vector256.Load(x + 32), Vector256.Load(x + 48), Vector256.Create(xs[1]));
            a1 = Add(u0, u1, x0, x1, us * scale, a1);
            b1 = Add(v0, v1, x0, x1, vs * scale, b1);
            (x0, x1, scale) = (Vector256.Load(x + 64), Vector256.Load(x + 80), Vector256.Create(xs[2]));
            a2 = Add(u0, u1, x0, x1, us * scale, a2);
            b2 = Add(v0, v1, x0, x1, vs * scale, b2);
            (x0, x1, scale) = (Vector256.Load(x + 96), Vector256.Load(x + 112), Vector256.Create(xs[3]));
            a3 = Add(u0, u1, x0, x1, us * scale, a3);
            b3 = Add(v0, v1, x0, x1, vs * scale, b3);
            w += 64;
            ws += 2;
            x += 128;
            xs += 4;
        }

        (results[0], results[1], results[2], results[3]) = (Lanes.Sum(a0), Lanes.Sum(a1), Lanes.Sum(a2), Lanes.Sum(a3));
        (results[4], results[5], results[6], results[7]) = (Lanes.Sum(b0), Lanes.Sum(b1), Lanes.Sum(b2), Lanes.Sum(b3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(
        Vector256<short> w0, Vector256<short> w1, Vector256<short> x0, Vector256<short> x1, Vector256<float> scale, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(TDot.Dot(w0, w1, x0, x1)), scale, sum);
}
