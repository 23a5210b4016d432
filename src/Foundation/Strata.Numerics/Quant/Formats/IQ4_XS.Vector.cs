using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct IQ4_XS
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum)
    {
        for (var g = 0; g < groups; g += 8, row += BlockBytes)
        {
            var d = HalfBits.ToSingle(BlockScales.U16(row));
            for (var j = 0; j < 8; j++)
            {
                scale[g + j] = d * Scale(row, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var codes = row + ((nint)(group >> 3) * BlockBytes) + 8 + ((group & 7) * 16);
        Nibbles.Look(codes, Nibbles.Uneven, out low, out high);
    }
}
