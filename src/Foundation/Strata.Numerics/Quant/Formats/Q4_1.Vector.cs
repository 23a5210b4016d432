using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q4_1
{
    public static bool HasMinimum => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum) => BlockScales.ReadPairs(row, BlockBytes, groups, scale, minimum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        Nibbles.Unpack(row + ((nint)group * BlockBytes) + 4, out low, out high);
    }
}
