using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>Softmax of one vector.</summary>
public static partial class Softmax
{
    /// <summary>
    /// x = exp(x − max) / Σ, in place. −∞ becomes 0; when everything is −∞ (nothing may be attended) everything becomes 0.
    /// A NaN makes every value NaN.
    /// </summary>
    public static void Apply(Span<float> x)
    {
        if (SimdSupport.Vector)
        {
            Vector(x);
        }
        else
        {
            Reference(x);
        }
    }
}
