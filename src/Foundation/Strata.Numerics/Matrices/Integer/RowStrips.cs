using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Four rows side by side become four-wide columns: what the kernels need so that one vector holds four rows.</summary>
internal static unsafe class RowStrips
{
    /// <summary>Eight values of each of four rows, to column | row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(Vector256<int> r0, Vector256<int> r1, Vector256<int> r2, Vector256<int> r3, int* target)
    {
        var (a, b) = (Avx2.UnpackLow(r0, r1).AsInt64(), Avx2.UnpackHigh(r0, r1).AsInt64());
        var (c, d) = (Avx2.UnpackLow(r2, r3).AsInt64(), Avx2.UnpackHigh(r2, r3).AsInt64());
        var (k0, k1) = (Avx2.UnpackLow(a, c).AsInt32(), Avx2.UnpackHigh(a, c).AsInt32());
        var (k2, k3) = (Avx2.UnpackLow(b, d).AsInt32(), Avx2.UnpackHigh(b, d).AsInt32());
        Avx2.Permute2x128(k0, k1, 0x20).Store(target);
        Avx2.Permute2x128(k2, k3, 0x20).Store(target + 8);
        Avx2.Permute2x128(k0, k1, 0x31).Store(target + 16);
        Avx2.Permute2x128(k2, k3, 0x31).Store(target + 24);
    }

    /// <summary>Four strips of floats, each <paramref name="padded"/> long (a multiple of eight), to column | row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Interleave(float* strips, int padded, float* target)
    {
        for (var g = 0; g < padded; g += 8)
        {
            var at = strips + g;
            Interleave(
                Vector256.Load(at).AsInt32(), Vector256.Load(at + padded).AsInt32(),
                Vector256.Load(at + (2 * padded)).AsInt32(), Vector256.Load(at + (3 * padded)).AsInt32(), (int*)target + (g * 4));
        }
    }
}
