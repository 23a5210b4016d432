using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q3_K
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum)
    {
        for (var g = 0; g < groups; g += 8, row += BlockBytes)
        {
            Vector256.Create(HalfBits.ToSingle(BlockScales.U16(row + 108))).Store(scale + g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        var block = row + ((nint)(group >> 3) * BlockBytes);
        var j = group & 7;
        var pairs = block + 32 + ((j >> 2) * 32);
        low = Join(pairs, block, j) * Vector256.Create((short)Scale(block + 96, j * 2));
        high = Join(pairs + 16, block + 16, j) * Vector256.Create((short)Scale(block + 96, (j * 2) + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Join(byte* pairs, byte* thirds, int j)
    {
        var low = (Avx2.ConvertToVector256Int16(pairs) >>> (2 * (j & 3))) & Vector256.Create((short)3);
        var high = ((Avx2.ConvertToVector256Int16(thirds) >>> j) & Vector256<short>.One) << 2;
        return (low | high) - Vector256.Create((short)4);
    }
}
