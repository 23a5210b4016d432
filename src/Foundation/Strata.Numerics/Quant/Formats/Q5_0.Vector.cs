using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q5_0
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum) => BlockScales.Read(row, BlockBytes, groups, scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var block = row + ((nint)group * BlockBytes);
        Nibbles.Unpack(block + 6, out low, out high);
        var sixteen = Vector256.Create((short)16);
        low -= Vector256.AndNot(sixteen, BitPlane.Spread(BlockScales.U16(block + 2)));
        high -= Vector256.AndNot(sixteen, BitPlane.Spread(BlockScales.U16(block + 4)));
    }
}
