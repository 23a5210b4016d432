using System.Runtime.Intrinsics;

namespace Strata.Numerics.Vectors;

/// <summary>An element-wise operator on two inputs; one struct holds its scalar meaning and its lane form.</summary>
internal interface IBinary
{
    static abstract float Invoke(float a, float b);

    static abstract Vector256<float> Invoke(Vector256<float> a, Vector256<float> b);
}
