using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Both in one instruction (AVX-VNNI).</summary>
internal readonly struct VnniPairSum : IPairSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<short> w, Vector256<short> x) => AvxVnni.MultiplyWideningAndAdd(sum, w, x);
}
