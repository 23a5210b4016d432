namespace Strata.Numerics.Vectors;

/// <summary>Element-wise sums and products.</summary>
public static partial class Arithmetic
{
    /// <summary>target += source.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Add(Span<float> target, ReadOnlySpan<float> source) => Binary.Run<AddOperator>(target, source, target);

    /// <summary>target *= source.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Multiply(Span<float> target, ReadOnlySpan<float> source) => Binary.Run<MultiplyOperator>(target, source, target);
}
