using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q8_0
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum) => BlockScales.Read(row, BlockBytes, groups, scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var codes = (sbyte*)row + ((nint)group * BlockBytes) + 2;
        low = Avx2.ConvertToVector256Int16(codes);
        high = Avx2.ConvertToVector256Int16(codes + 16);
    }
}
