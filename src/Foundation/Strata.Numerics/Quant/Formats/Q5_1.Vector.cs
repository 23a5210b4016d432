using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q5_1
{
    public static bool HasMinimum => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum) => BlockScales.ReadPairs(row, BlockBytes, groups, scale, minimum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var block = row + ((nint)group * BlockBytes);
        Nibbles.Unpack(block + 8, out low, out high);
        var sixteen = Vector256.Create((short)16);
        low += sixteen & BitPlane.Spread(BlockScales.U16(block + 4));
        high += sixteen & BitPlane.Spread(BlockScales.U16(block + 6));
    }
}
