namespace Strata.Numerics.Vectors;

/// <summary>Root-mean-square normalisation.</summary>
public static class RmsNorm
{
    /// <summary>y = x / √(mean(x²) + ε) · weight; y may be x. The sum of squares runs in the order of <see cref="Dot.Product"/>.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, float epsilon, Span<float> y)
    {
        Lanes.RequireSame(x.Length, weight.Length, nameof(weight));
        Lanes.RequireSame(x.Length, y.Length, nameof(y));
        var inverse = 1f / MathF.Sqrt((Dot.Product(x, x) / x.Length) + epsilon);
        x.CopyTo(y);
        Arithmetic.Scale(y, inverse);
        Arithmetic.Multiply(y, weight);
    }
}
