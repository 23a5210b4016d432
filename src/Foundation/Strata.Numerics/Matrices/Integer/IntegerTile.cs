using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Four rows × eight or sixteen tokens. A lane is a token: one pair of weight codes is broadcast and meets the same pair of every
/// token, so nothing is folded across lanes. Integer sums stay in registers for a group; the f32 results lie in memory,
/// row | token, and are touched once per group.
/// </summary>
internal static unsafe class IntegerTile<TSum>
    where TSum : IPairSum
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sixteen(in RowPanel panel, in ActivationTiles x, int tile, bool minima, float* results)
    {
        new Span<float>(results, 64).Clear();
        int* w = panel.Codes, p = x.Codes(tile), q = x.Codes(tile + 1);
        var groups = x.Shape.Groups;
        for (var g = 0; g < groups; g++)
        {
            var zero = Vector256<int>.Zero;
            var (a0, b0, c0, d0) = (zero, zero, zero, zero);
            var (a1, b1, c1, d1) = (zero, zero, zero, zero);
            for (var k = 0; k < 16; k++, w += 4, p += 8, q += 8)
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

            Fold(panel, x, tile, g, results, a0, b0, c0, d0);
            Fold(panel, x, tile + 1, g, results + 8, a1, b1, c1, d1);
            if (minima)
            {
                Lift(panel, x, tile, g, results);
                Lift(panel, x, tile + 1, g, results + 8);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(in RowPanel panel, in ActivationTiles x, int tile, bool minima, float* results)
    {
        new Span<float>(results, 64).Clear();
        int* w = panel.Codes, p = x.Codes(tile);
        var groups = x.Shape.Groups;
        for (var g = 0; g < groups; g++)
        {
            var zero = Vector256<int>.Zero;
            var (a, b, c, d) = (zero, zero, zero, zero);
            for (var k = 0; k < 16; k++, w += 4, p += 8)
            {
                var codes = Vector256.Load(p).AsInt16();
                a = TSum.Add(a, Vector256.Create(w[0]).AsInt16(), codes);
                b = TSum.Add(b, Vector256.Create(w[1]).AsInt16(), codes);
                c = TSum.Add(c, Vector256.Create(w[2]).AsInt16(), codes);
                d = TSum.Add(d, Vector256.Create(w[3]).AsInt16(), codes);
            }

            Fold(panel, x, tile, g, results, a, b, c, d);
            if (minima)
            {
                Lift(panel, x, tile, g, results);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(
        in RowPanel panel, in ActivationTiles x, int tile, int group, float* results,
        Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var w = panel.Factors.Scales + (group * 4);
        var scale = Vector256.Load(x.Scales(tile) + (group * 8));
        AddTo(results, Vector256.ConvertToSingle(a), Vector256.Create(w[0]) * scale);
        AddTo(results + 16, Vector256.ConvertToSingle(b), Vector256.Create(w[1]) * scale);
        AddTo(results + 32, Vector256.ConvertToSingle(c), Vector256.Create(w[2]) * scale);
        AddTo(results + 48, Vector256.ConvertToSingle(d), Vector256.Create(w[3]) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lift(in RowPanel panel, in ActivationTiles x, int tile, int group, float* results)
    {
        var m = panel.Factors.Minima + (group * 4);
        var sum = Vector256.Load(x.Sums(tile) + (group * 8));
        AddTo(results, Vector256.Create(m[0]), sum);
        AddTo(results + 16, Vector256.Create(m[1]), sum);
        AddTo(results + 32, Vector256.Create(m[2]), sum);
        AddTo(results + 48, Vector256.Create(m[3]), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* results, Vector256<float> a, Vector256<float> b) =>
        Vector256.FusedMultiplyAdd(a, b, Vector256.Load(results)).Store(results);
}
