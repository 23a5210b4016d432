using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>The second multiply-add takes the first one's sum along (AVX-VNNI).</summary>
internal readonly struct VnniPairDot : IPairDot
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Vector256<short> w0, Vector256<short> w1, Vector256<short> x0, Vector256<short> x1) =>
        AvxVnni.MultiplyWideningAndAdd(Avx2.MultiplyAddAdjacent(w0, x0), w1, x1);
}
