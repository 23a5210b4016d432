using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>Rotary position embedding: pairs of a head turn by position × frequency.</summary>
public static partial class Rope
{
    /// <summary>Angles of one position; computed in f64, so that large positions keep their precision.</summary>
    /// <param name="position">Position of the token.</param>
    /// <param name="frequencies">Radians per position of each pair.</param>
    /// <param name="cos">Receives cosines, one per pair.</param>
    /// <param name="sin">Receives sines, one per pair.</param>
    /// <param name="magnitude">Factor on both (YaRN attention scaling); 1 otherwise.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Angles(int position, ReadOnlySpan<float> frequencies, Span<float> cos, Span<float> sin, float magnitude = 1f)
    {
        Lanes.RequireSame(frequencies.Length, cos.Length, nameof(cos));
        Lanes.RequireSame(frequencies.Length, sin.Length, nameof(sin));
        for (var i = 0; i < frequencies.Length; i++)
        {
            var (s, c) = Math.SinCos((double)position * frequencies[i]);
            cos[i] = (float)c * magnitude;
            sin[i] = (float)s * magnitude;
        }
    }

    /// <summary>Rotates the first 2·cos.Length values of every head of one token, in place.</summary>
    /// <param name="heads">Heads side by side.</param>
    /// <param name="headSize">Values per head.</param>
    /// <param name="cos">Cosines of the token's position.</param>
    /// <param name="sin">Sines of the token's position.</param>
    /// <param name="style">Which values form a pair.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void Rotate(Span<float> heads, int headSize, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, RopeStyle style)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(headSize);
        Lanes.RequireSame(cos.Length, sin.Length, nameof(sin));
        if (heads.Length % headSize != 0 || cos.Length > headSize / 2)
        {
            throw new ArgumentException($"{heads.Length} values are not heads of {headSize} with {cos.Length} pairs.", nameof(heads));
        }

        for (var start = 0; start < heads.Length; start += headSize)
        {
            var head = heads.Slice(start, 2 * cos.Length);
            if (SimdSupport.Vector)
            {
                Vector(head, cos, sin, style);
            }
            else
            {
                Reference(head, cos, sin, style);
            }
        }
    }
}
