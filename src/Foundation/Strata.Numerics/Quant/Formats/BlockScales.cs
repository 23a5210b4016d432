using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Quant.Formats;

/// <summary>Reads the f16 scales at the head of each block of a row, eight at a time.</summary>
internal static unsafe class BlockScales
{
    /// <summary>One f16 per block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Read(byte* row, int stride, int groups, float* scale)
    {
        var g = 0;
        for (; g <= groups - 8; g += 8, row += 8 * stride)
        {
            var bits = Vector128.Create(
                U16(row), U16(row + stride), U16(row + (2 * stride)), U16(row + (3 * stride)),
                U16(row + (4 * stride)), U16(row + (5 * stride)), U16(row + (6 * stride)), U16(row + (7 * stride)));
            HalfVector.ToSingle(bits).Store(scale + g);
        }

        for (; g < groups; g++, row += stride)
        {
            scale[g] = HalfBits.ToSingle(U16(row));
        }
    }

    /// <summary>Two neighbouring f16 per block: scale, minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadPairs(byte* row, int stride, int groups, float* scale, float* minimum)
    {
        var g = 0;
        for (; g <= groups - 8; g += 8, row += 8 * stride)
        {
            var pairs = Vector256.Create(
                U32(row), U32(row + stride), U32(row + (2 * stride)), U32(row + (3 * stride)),
                U32(row + (4 * stride)), U32(row + (5 * stride)), U32(row + (6 * stride)), U32(row + (7 * stride)));
            var low = pairs & Vector256.Create(0xFFFFu);
            var high = pairs >>> 16;
            HalfVector.ToSingle(Vector128.Narrow(low.GetLower(), low.GetUpper())).Store(scale + g);
            HalfVector.ToSingle(Vector128.Narrow(high.GetLower(), high.GetUpper())).Store(minimum + g);
        }

        for (; g < groups; g++, row += stride)
        {
            scale[g] = HalfBits.ToSingle(U16(row));
            minimum[g] = HalfBits.ToSingle(U16(row + 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort U16(byte* p) => Unsafe.ReadUnaligned<ushort>(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint U32(byte* p) => Unsafe.ReadUnaligned<uint>(p);
}
