using System.Runtime.Intrinsics;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Adds w[2i]·x[2i] + w[2i+1]·x[2i+1] to lane i of a sum. Integer sums are exact, so every implementation gives the same bits.
/// </summary>
internal interface IPairSum
{
    static abstract Vector256<int> Add(Vector256<int> sum, Vector256<short> w, Vector256<short> x);
}
