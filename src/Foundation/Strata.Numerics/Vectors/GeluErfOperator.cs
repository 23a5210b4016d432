using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>
/// GELU in its exact form: a/2·(1 + erf(a/√2)); b is not used. erf by the rational approximation 7.1.26 of Abramowitz and Stegun
/// (absolute error ≤ 1.5e-7, the size of f32 rounding here).
/// </summary>
internal readonly struct GeluErfOperator : IBinary
{
    private const float P = 0.3275911f;
    private const float A1 = 0.254829592f;
    private const float A2 = -0.284496736f;
    private const float A3 = 1.421413741f;
    private const float A4 = -1.453152027f;
    private const float A5 = 1.061405429f;
    private const float InverseRoot2 = 0.70710678f;

    public static float Invoke(float a, float b)
    {
        var x = MathF.Abs(a) * InverseRoot2;
        var t = 1f / (1f + (P * x));
        var tail = ((((((((A5 * t) + A4) * t) + A3) * t) + A2) * t) + A1) * t * MathF.Exp(-x * x);
        return 0.5f * a * (a < 0 ? tail : 2f - tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> a, Vector256<float> b)
    {
        var one = Vector256<float>.One;
        var x = Vector256.Abs(a) * Vector256.Create(InverseRoot2);
        var t = one / (one + (Vector256.Create(P) * x));
        var poly = (Vector256.Create(A5) * t) + Vector256.Create(A4);
        poly = (poly * t) + Vector256.Create(A3);
        poly = (poly * t) + Vector256.Create(A2);
        poly = (poly * t) + Vector256.Create(A1);
        var tail = poly * t * Exponential.Of(-x * x);
        var factor = Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256<float>.Zero), tail, Vector256.Create(2f) - tail);
        return Vector256.Create(0.5f) * a * factor;
    }
}
