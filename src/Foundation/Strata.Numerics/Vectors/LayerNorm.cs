namespace Strata.Numerics.Vectors;

/// <summary>Layer normalisation.</summary>
public static class LayerNorm
{
    /// <summary>y = (x − mean) / √(variance + ε) · weight + bias, two passes; y may be x, bias may be empty.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, float epsilon, Span<float> y)
    {
        Lanes.RequireSame(x.Length, weight.Length, nameof(weight));
        Lanes.RequireSame(x.Length, y.Length, nameof(y));
        if (!bias.IsEmpty)
        {
            Lanes.RequireSame(x.Length, bias.Length, nameof(bias));
        }

        var mean = Sum.Of(x) / x.Length;
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = x[i] - mean;
        }

        Arithmetic.Scale(y, 1f / MathF.Sqrt((Dot.Product(y, y) / y.Length) + epsilon));
        Arithmetic.Multiply(y, weight);
        if (!bias.IsEmpty)
        {
            Arithmetic.Add(y, bias);
        }
    }
}
