using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>Inner product of two f32 vectors.</summary>
public static partial class Dot
{
    /// <summary>Σ a·b. Order (vector tiers): four accumulators of eight lanes over blocks of 32, one over the eights left, then the rest.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Lanes.RequireSame(a.Length, b.Length, nameof(b));
        return SimdSupport.Vector ? Vector(a, b) : Reference(a, b);
    }
}
