using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>a·σ(a)·b: the SwiGLU gate.</summary>
internal readonly struct SiluGateOperator : IBinary
{
    public static float Invoke(float a, float b) => SiluOperator.Invoke(a, b) * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => SiluOperator.Invoke(a, b) * b;
}
