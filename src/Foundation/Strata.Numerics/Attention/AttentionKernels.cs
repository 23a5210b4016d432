using System.Runtime.InteropServices;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Attention;

/// <summary>
/// The two inner loops of attention for one query head over consecutive cache positions. The cache may be cut into blocks: scores
/// of positions are independent, and mixing adds position after position, so any cut gives the same bits.
/// </summary>
public static partial class AttentionKernels
{
    /// <summary>scores[p] = scale · (query · keys[p]).</summary>
    /// <param name="query">One head.</param>
    /// <param name="keys">Starts at the head's values of the first position.</param>
    /// <param name="stride">Values from a position to the next.</param>
    /// <param name="scale">Usually 1/√(head size).</param>
    /// <param name="scores">One per position.</param>
    /// <exception cref="ArgumentException">The cache does not hold that many positions.</exception>
    public static void Scores(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, int stride, float scale, Span<float> scores)
    {
        Check(query.Length, keys.Length, stride, scores.Length);
        if (SimdSupport.Vector)
        {
            ScoresVector(query, keys, stride, scale, scores);
        }
        else
        {
            ScoresReference(query, keys, stride, scale, scores);
        }
    }

    /// <summary>As for f32 keys; widens to f32 on the way, exactly.</summary>
    /// <exception cref="ArgumentException">The cache does not hold that many positions.</exception>
    public static void Scores(ReadOnlySpan<float> query, ReadOnlySpan<Half> keys, int stride, float scale, Span<float> scores)
    {
        Check(query.Length, keys.Length, stride, scores.Length);
        var bits = MemoryMarshal.Cast<Half, ushort>(keys);
        if (SimdSupport.Vector)
        {
            ScoresVector(query, bits, stride, scale, scores);
        }
        else
        {
            ScoresReference(query, bits, stride, scale, scores);
        }
    }

    /// <summary>output += Σ over positions of weights[p] · values[p], fused, position after position.</summary>
    /// <param name="weights">One per position.</param>
    /// <param name="values">Starts at the head's values of the first position.</param>
    /// <param name="stride">Values from a position to the next.</param>
    /// <param name="output">One head; the caller clears it first.</param>
    /// <exception cref="ArgumentException">The cache does not hold that many positions.</exception>
    public static void Mix(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, int stride, Span<float> output)
    {
        Check(output.Length, values.Length, stride, weights.Length);
        if (SimdSupport.Vector)
        {
            MixVector(weights, values, stride, output);
        }
        else
        {
            MixReference(weights, values, stride, output);
        }
    }

    /// <summary>As for f32 values; widens to f32 on the way, exactly.</summary>
    /// <exception cref="ArgumentException">The cache does not hold that many positions.</exception>
    public static void Mix(ReadOnlySpan<float> weights, ReadOnlySpan<Half> values, int stride, Span<float> output)
    {
        Check(output.Length, values.Length, stride, weights.Length);
        var bits = MemoryMarshal.Cast<Half, ushort>(values);
        if (SimdSupport.Vector)
        {
            MixVector(weights, bits, stride, output);
        }
        else
        {
            MixReference(weights, bits, stride, output);
        }
    }

    private static void Check(int head, int cache, int stride, int positions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, head);
        if (positions > 0 && cache < ((long)(positions - 1) * stride) + head)
        {
            throw new ArgumentException($"{positions} positions of {head} values, {stride} apart, do not fit into {cache} values.");
        }
    }
}
