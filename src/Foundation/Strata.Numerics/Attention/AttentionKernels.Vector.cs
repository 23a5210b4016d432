using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Attention;

/// <remarks>
/// Scores: one accumulator of eight lanes per position, four positions at a time to hide latency. Mixing: 32 output values
/// stay in registers while all positions pass, so the cache is read once and the output is written once.
/// </remarks>
public static unsafe partial class AttentionKernels
{
    internal static void ScoresVector(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, int stride, float scale, Span<float> scores)
    {
        fixed (float* q = query, k = keys)
        {
            Scores<SingleElement>(q, query.Length, (byte*)k, stride, scale, scores);
        }
    }

    internal static void ScoresVector(ReadOnlySpan<float> query, ReadOnlySpan<ushort> keys, int stride, float scale, Span<float> scores)
    {
        fixed (float* q = query)
        fixed (ushort* k = keys)
        {
            Scores<HalfElement>(q, query.Length, (byte*)k, stride, scale, scores);
        }
    }

    internal static void MixVector(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, int stride, Span<float> output)
    {
        fixed (float* v = values)
        {
            Mix<SingleElement>(weights, (byte*)v, stride, output);
        }
    }

    internal static void MixVector(ReadOnlySpan<float> weights, ReadOnlySpan<ushort> values, int stride, Span<float> output)
    {
        fixed (ushort* v = values)
        {
            Mix<HalfElement>(weights, (byte*)v, stride, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scores<TElement>(float* q, int head, byte* keys, int stride, float scale, Span<float> scores)
        where TElement : ICacheElement
    {
        var step = (nint)stride * TElement.Bytes;
        var p = 0;
        for (; p <= scores.Length - 4; p += 4, keys += 4 * step)
        {
            var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var i = 0; i <= head - 8; i += 8)
            {
                var x = Vector256.Load(q + i);
                var at = keys + (i * TElement.Bytes);
                a = Vector256.FusedMultiplyAdd(x, TElement.Load(at), a);
                b = Vector256.FusedMultiplyAdd(x, TElement.Load(at + step), b);
                c = Vector256.FusedMultiplyAdd(x, TElement.Load(at + (2 * step)), c);
                d = Vector256.FusedMultiplyAdd(x, TElement.Load(at + (3 * step)), d);
            }

            scores[p] = (Lanes.Sum(a) + Tail<TElement>(q, head, keys)) * scale;
            scores[p + 1] = (Lanes.Sum(b) + Tail<TElement>(q, head, keys + step)) * scale;
            scores[p + 2] = (Lanes.Sum(c) + Tail<TElement>(q, head, keys + (2 * step))) * scale;
            scores[p + 3] = (Lanes.Sum(d) + Tail<TElement>(q, head, keys + (3 * step))) * scale;
        }

        for (; p < scores.Length; p++, keys += step)
        {
            var sum = Vector256<float>.Zero;
            for (var i = 0; i <= head - 8; i += 8)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.Load(q + i), TElement.Load(keys + (i * TElement.Bytes)), sum);
            }

            scores[p] = (Lanes.Sum(sum) + Tail<TElement>(q, head, keys)) * scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Tail<TElement>(float* q, int head, byte* key)
        where TElement : ICacheElement
    {
        var sum = 0f;
        for (var i = head & ~7; i < head; i++)
        {
            sum += q[i] * TElement.One(key + (i * TElement.Bytes));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix<TElement>(ReadOnlySpan<float> weights, byte* values, int stride, Span<float> output)
        where TElement : ICacheElement
    {
        var step = (nint)stride * TElement.Bytes;
        fixed (float* o = output)
        fixed (float* w = weights)
        {
            var i = 0;
            for (; i <= output.Length - 32; i += 32)
            {
                Mix32<TElement>(w, weights.Length, values + (i * TElement.Bytes), step, o + i);
            }

            for (; i <= output.Length - 8; i += 8)
            {
                var sum = Vector256.Load(o + i);
                for (var p = 0; p < weights.Length; p++)
                {
                    var value = TElement.Load(values + (p * step) + (i * TElement.Bytes));
                    sum = Vector256.FusedMultiplyAdd(Vector256.Create(w[p]), value, sum);
                }

                sum.Store(o + i);
            }

            for (; i < output.Length; i++)
            {
                for (var p = 0; p < weights.Length; p++)
                {
                    o[i] = MathF.FusedMultiplyAdd(w[p], TElement.One(values + (p * step) + (i * TElement.Bytes)), o[i]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix32<TElement>(float* w, int positions, byte* values, nint step, float* o)
        where TElement : ICacheElement
    {
        var (a, b, c, d) = (Vector256.Load(o), Vector256.Load(o + 8), Vector256.Load(o + 16), Vector256.Load(o + 24));
        for (var p = 0; p < positions; p++, values += step)
        {
            var weight = Vector256.Create(w[p]);
            a = Vector256.FusedMultiplyAdd(weight, TElement.Load(values), a);
            b = Vector256.FusedMultiplyAdd(weight, TElement.Load(values + (8 * TElement.Bytes)), b);
            c = Vector256.FusedMultiplyAdd(weight, TElement.Load(values + (16 * TElement.Bytes)), c);
            d = Vector256.FusedMultiplyAdd(weight, TElement.Load(values + (24 * TElement.Bytes)), d);
        }

        a.Store(o);
        b.Store(o + 8);
        c.Store(o + 16);
        d.Store(o + 24);
    }
}
