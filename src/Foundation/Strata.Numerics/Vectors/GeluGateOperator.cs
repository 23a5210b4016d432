using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>GELU(a)·b with the tanh form: the GEGLU gate.</summary>
internal readonly struct GeluGateOperator : IBinary
{
    public static float Invoke(float a, float b) => GeluTanhOperator.Invoke(a, b) * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => GeluTanhOperator.Invoke(a, b) * b;
}
