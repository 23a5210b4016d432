using System.Runtime.Intrinsics;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Inner product of 32 weights and 32 activations as eight int32 lanes, each the sum of four products. Integer sums are exact, so
/// every implementation gives the same bits.
/// </summary>
internal interface IPairDot
{
    static abstract Vector256<int> Dot(Vector256<short> w0, Vector256<short> w1, Vector256<short> x0, Vector256<short> x1);
}
