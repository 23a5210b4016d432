using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>a·σ(a); b is not used.</summary>
internal readonly struct SiluOperator : IBinary
{
    public static float Invoke(float a, float b) => a / (1f + MathF.Exp(-a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => a / (Vector256<float>.One + Exponential.Of(-a));
}
