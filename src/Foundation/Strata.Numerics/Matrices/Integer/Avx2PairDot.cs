using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Two multiply-adds and an addition.</summary>
internal readonly struct Avx2PairDot : IPairDot
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Vector256<short> w0, Vector256<short> w1, Vector256<short> x0, Vector256<short> x1) =>
        Avx2.MultiplyAddAdjacent(w0, x0) + Avx2.MultiplyAddAdjacent(w1, x1);
}
