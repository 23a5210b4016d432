using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>A multiply-add of pairs, then an addition.</summary>
internal readonly struct Avx2PairSum : IPairSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<short> w, Vector256<short> x) => sum + Avx2.MultiplyAddAdjacent(w, x);
}
