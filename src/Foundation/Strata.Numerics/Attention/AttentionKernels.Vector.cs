namespace Strata.Numerics.Attention;

public static partial class AttentionKernels
{
    private static void ScoresVector(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, int stride, float scale, Span<float> scores) =>
        ScoresReference(query, keys, stride, scale, scores);

    private static void ScoresVector(ReadOnlySpan<float> query, ReadOnlySpan<ushort> keys, int stride, float scale, Span<float> scores) =>
        ScoresReference(query, keys, stride, scale, scores);

    private static void MixVector(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, int stride, Span<float> output) =>
        MixReference(weights, values, stride, output);

    private static void MixVector(ReadOnlySpan<float> weights, ReadOnlySpan<ushort> values, int stride, Span<float> output) =>
        MixReference(weights, values, stride, output);
}
