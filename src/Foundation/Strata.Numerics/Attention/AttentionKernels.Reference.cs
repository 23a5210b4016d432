using Strata.Numerics.Halves;

namespace Strata.Numerics.Attention;

public static partial class AttentionKernels
{
    internal static void ScoresReference(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, int stride, float scale, Span<float> scores)
    {
        for (var p = 0; p < scores.Length; p++)
        {
            var sum = 0f;
            for (var i = 0; i < query.Length; i++)
            {
                sum += query[i] * keys[(p * stride) + i];
            }

            scores[p] = sum * scale;
        }
    }

    internal static void ScoresReference(ReadOnlySpan<float> query, ReadOnlySpan<ushort> keys, int stride, float scale, Span<float> scores)
    {
        for (var p = 0; p < scores.Length; p++)
        {
            var sum = 0f;
            for (var i = 0; i < query.Length; i++)
            {
                sum += query[i] * HalfBits.ToSingle(keys[(p * stride) + i]);
            }

            scores[p] = sum * scale;
        }
    }

    internal static void MixReference(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, int stride, Span<float> output)
    {
        for (var p = 0; p < weights.Length; p++)
        {
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = MathF.FusedMultiplyAdd(weights[p], values[(p * stride) + i], output[i]);
            }
        }
    }

    internal static void MixReference(ReadOnlySpan<float> weights, ReadOnlySpan<ushort> values, int stride, Span<float> output)
    {
        for (var p = 0; p < weights.Length; p++)
        {
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = MathF.FusedMultiplyAdd(weights[p], HalfBits.ToSingle(values[(p * stride) + i]), output[i]);
            }
        }
    }
}
