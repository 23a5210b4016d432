using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct IQ4_NL
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum) => BlockScales.Read(row, BlockBytes, groups, scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        Nibbles.Look(row + ((nint)group * BlockBytes) + 2, Nibbles.Uneven, out low, out high);
    }
}
