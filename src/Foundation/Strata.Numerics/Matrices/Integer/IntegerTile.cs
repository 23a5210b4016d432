using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Four rows × eight or sixteen tokens. A lane is a token: one pair of weight codes is broadcast and meets the same pair of every
/// token, so nothing is folded across lanes. The inner loops are functions of their own with few pointers, because otherwise the
/// compiler keeps pointers on the stack and their updates become the critical path. Results lie in memory, row | token.
/// </summary>
internal static unsafe class IntegerTile<TSum>
    where TSum : IPairSum
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in RowPanel panel, in ActivationTiles x, int tile, bool pair, bool minima, float* results)
    {
        new Span<float>(results, 64).Clear();
        var sums = stackalloc int[64];
        int* w = panel.Codes, p = x.Codes(tile), q = x.Codes(tile + 1);
        float* scale = panel.Factors.Scales, minimum = panel.Factors.Minima;
        float* scale0 = x.Scales(tile), scale1 = x.Scales(tile + 1), sum0 = x.Sums(tile), sum1 = x.Sums(tile + 1);
        for (var g = 0; g < x.Shape.Groups; g++)
        {
            if (pair)
            {
                Sixteen(w + (g * 64), p + (g * 128), q + (g * 128), sums);
                Fold(sums + 8, scale + (g * 4), scale1 + (g * 8), results + 8);
            }
            else
            {
                Eight(w + (g * 64), p + (g * 128), sums);
            }

            Fold(sums, scale + (g * 4), scale0 + (g * 8), results);
            if (minima)
            {
                Lift(minimum + (g * 4), sum0 + (g * 8), results);
                if (pair)
                {
                    Lift(minimum + (g * 4), sum1 + (g * 8), results + 8);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sixteen(int* w, int* p, int* q, int* sums)
    {
        var zero = Vector256<int>.Zero;
        var (a0, b0, c0, d0) = (zero, zero, zero, zero);
        var (a1, b1, c1, d1) = (zero, zero, zero, zero);
        for (var end = w + 64; w < end; w += 4, p += 8, q += 8)
        {
            var (x0, x1) = (Vector256.Load(p).AsInt16(), Vector256.Load(q).AsInt16());
            var code = Vector256.Create(w[0]).AsInt16();
            (a0, a1) = (TSum.Add(a0, code, x0), TSum.Add(a1, code, x1));
            code = Vector256.Create(w[1]).AsInt16();
            (b0, b1) = (TSum.Add(b0, code, x0), TSum.Add(b1, code, x1));
            code = Vector256.Create(w[2]).AsInt16();
            (c0, c1) = (TSum.Add(c0, code, x0), TSum.Add(c1, code, x1));
            code = Vector256.Create(w[3]).AsInt16();
            (d0, d1) = (TSum.Add(d0, code, x0), TSum.Add(d1, code, x1));
        }

        Store(a0, b0, c0, d0, sums);
        Store(a1, b1, c1, d1, sums + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eight(int* w, int* p, int* sums)
    {
        var zero = Vector256<int>.Zero;
        var (a, b, c, d) = (zero, zero, zero, zero);
        for (var end = w + 64; w < end; w += 4, p += 8)
        {
            var x = Vector256.Load(p).AsInt16();
            a = TSum.Add(a, Vector256.Create(w[0]).AsInt16(), x);
            b = TSum.Add(b, Vector256.Create(w[1]).AsInt16(), x);
            c = TSum.Add(c, Vector256.Create(w[2]).AsInt16(), x);
            d = TSum.Add(d, Vector256.Create(w[3]).AsInt16(), x);
        }

        Store(a, b, c, d, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d, int* sums)
    {
        a.Store(sums);
        b.Store(sums + 16);
        c.Store(sums + 32);
        d.Store(sums + 48);
    }

    /// <summary>results += sum · (weight scale · activation scale), for four rows of eight tokens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(int* sums, float* w, float* x, float* results)
    {
        var scale = Vector256.Load(x);
        AddTo(results, Vector256.ConvertToSingle(Vector256.Load(sums)), Vector256.Create(w[0]) * scale);
        AddTo(results + 16, Vector256.ConvertToSingle(Vector256.Load(sums + 16)), Vector256.Create(w[1]) * scale);
        AddTo(results + 32, Vector256.ConvertToSingle(Vector256.Load(sums + 32)), Vector256.Create(w[2]) * scale);
        AddTo(results + 48, Vector256.ConvertToSingle(Vector256.Load(sums + 48)), Vector256.Create(w[3]) * scale);
    }

    /// <summary>results += minimum · activation sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lift(float* minimum, float* sums, float* results)
    {
        var sum = Vector256.Load(sums);
        AddTo(results, Vector256.Create(minimum[0]), sum);
        AddTo(results + 16, Vector256.Create(minimum[1]), sum);
        AddTo(results + 32, Vector256.Create(minimum[2]), sum);
        AddTo(results + 48, Vector256.Create(minimum[3]), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* results, Vector256<float> a, Vector256<float> b) =>
        Vector256.FusedMultiplyAdd(a, b, Vector256.Load(results)).Store(results);
}
