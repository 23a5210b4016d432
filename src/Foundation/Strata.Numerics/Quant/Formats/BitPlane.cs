using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Quant.Formats;

/// <summary>Spreads sixteen bits of a word over sixteen lanes: all ones where the bit is set.</summary>
internal static class BitPlane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Spread(ushort bits)
    {
        var lane = Vector256.Create(
            1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, unchecked((short)0x8000));
        return Vector256.Equals(Vector256.Create((short)bits) & lane, lane);
    }
}
