using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q4_K
{
    public static bool HasMinimum => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum)
    {
        for (var g = 0; g < groups; g += 8, row += BlockBytes)
        {
            KScales.Expand(row, scale + g, minimum + g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var codes = row + ((nint)(group >> 3) * BlockBytes) + 16 + (((group & 7) >> 1) * 32);
        var shift = 4 * (group & 1);
        var mask = Vector256.Create((short)15);
        low = (Avx2.ConvertToVector256Int16(codes) >>> shift) & mask;
        high = (Avx2.ConvertToVector256Int16(codes + 16) >>> shift) & mask;
    }
}
