namespace Strata.Numerics.Vectors;

public static partial class Rope
{
    internal static void Reference(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, RopeStyle style)
    {
        for (var i = 0; i < cos.Length; i++)
        {
            var (first, second) = style == RopeStyle.Adjacent ? (2 * i, (2 * i) + 1) : (i, i + cos.Length);
            var (a, b) = (head[first], head[second]);
            head[first] = (a * cos[i]) - (b * sin[i]);
            head[second] = (a * sin[i]) + (b * cos[i]);
        }
    }
}
