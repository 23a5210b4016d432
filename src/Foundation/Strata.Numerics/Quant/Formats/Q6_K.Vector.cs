using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

internal readonly unsafe partial struct Q6_K
{
    public static bool HasMinimum => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scales(byte* row, int groups, float* scale, float* minimum)
    {
        for (var g = 0; g < groups; g += 8, row += BlockBytes)
        {
            Vector256.Create(HalfBits.ToSingle(BlockScales.U16(row + 208))).Store(scale + g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* row, int group, out Vector256<short> low, out Vector256<short> high)
    {
        // The signed 8-bit scale per 16 is multiplied in: 32·128 still fits the bound on |q|.
        var block = row + ((nint)(group >> 3) * BlockBytes);
        var j = group & 7;
        var (half, r) = (j >> 2, j & 3);
        var codes = block + (half * 64) + ((r & 1) * 32);
        var pairs = block + 128 + (half * 32);
        var scales = (sbyte*)block + 192 + (j * 2);
        low = Join(codes, pairs, r) * Vector256.Create((short)scales[0]);
        high = Join(codes + 16, pairs + 16, r) * Vector256.Create((short)scales[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Join(byte* codes, byte* pairs, int r)
    {
        var low = (Avx2.ConvertToVector256Int16(codes) >>> (4 * (r >> 1))) & Vector256.Create((short)15);
        var high = ((Avx2.ConvertToVector256Int16(pairs) >>> (2 * r)) & Vector256.Create((short)3)) << 4;
        return (low | high) - Vector256.Create((short)32);
    }
}
