using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct MXFP4
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum)
    {
        for (var g = 0; g < groups; g++)
        {
            scale[g] = Exponent(row[g * BlockBytes]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        Nibbles.Look(row + ((nint)group * BlockBytes) + 1, Nibbles.Micro, out low, out high);
    }
}
