using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q5_K
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
        var block = row + ((nint)(group >> 3) * BlockBytes);
        var j = group & 7;
        var codes = block + 48 + ((j >> 1) * 32);
        var mask = Vector256.Create((short)15);
        var one = Vector256<short>.One;
        low = (Avx2.ConvertToVector256Int16(codes) >>> (4 * (j & 1))) & mask;
        high = (Avx2.ConvertToVector256Int16(codes + 16) >>> (4 * (j & 1))) & mask;
        low |= ((Avx2.ConvertToVector256Int16(block + 16) >>> j) & one) << 4;
        high |= ((Avx2.ConvertToVector256Int16(block + 32) >>> j) & one) << 4;
    }
}
