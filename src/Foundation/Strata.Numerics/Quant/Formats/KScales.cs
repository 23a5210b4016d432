using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>The twelve bytes that hold eight 6-bit scales and eight 6-bit minima in Q4_K and Q5_K blocks.</summary>
internal static unsafe class KScales
{
    /// <summary>Scale and minimum of group <paramref name="j"/> (0–7), by the definition of the format.</summary>
    public static (int Scale, int Minimum) One(byte* packed, int j) => j < 4
        ? (packed[j] & 63, packed[j + 4] & 63)
        : ((packed[j + 4] & 15) | ((packed[j - 4] >> 6) << 4), (packed[j + 4] >> 4) | ((packed[j] >> 6) << 4));

    /// <summary>All sixteen of one block, times the block's two f16 factors; the minimum comes out negative, ready to be added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(byte* block, float* scale, float* minimum)
    {
        var a = BlockScales.U32(block + 4);
        var b = BlockScales.U32(block + 8);
        var c = BlockScales.U32(block + 12);
        var scales = (ulong)(a & 0x3F3F3F3F) | ((ulong)((c & 0x0F0F0F0F) | ((a >> 2) & 0x30303030)) << 32);
        var minima = (ulong)(b & 0x3F3F3F3F) | ((ulong)(((c >> 4) & 0x0F0F0F0F) | ((b >> 2) & 0x30303030)) << 32);
        var d = HalfBits.ToSingle(BlockScales.U16(block));
        var m = -HalfBits.ToSingle(BlockScales.U16(block + 2));
        (Widen(scales) * Vector256.Create(d)).Store(scale);
        (Widen(minima) * Vector256.Create(m)).Store(minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(ulong bytes) =>
        Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalar(bytes).AsByte()));
}
