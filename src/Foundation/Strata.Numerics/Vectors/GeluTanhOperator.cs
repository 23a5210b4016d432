using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>GELU in its tanh form: a/2·(1 + tanh(√(2/π)(a + 0.044715a³))) = a·σ(2·the argument); b is not used.</summary>
internal readonly struct GeluTanhOperator : IBinary
{
    private const float Twice = 1.5957691216057308f; // 2·√(2/π)
    private const float Cubic = 0.044715f;

    public static float Invoke(float a, float b) => a / (1f + MathF.Exp(-Twice * a * (1f + (Cubic * a * a))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> a, Vector256<float> b)
    {
        var one = Vector256<float>.One;
        var argument = Vector256.Create(-Twice) * a * (one + (Vector256.Create(Cubic) * a * a));
        return a / (one + Exponential.Of(argument));
    }
}
