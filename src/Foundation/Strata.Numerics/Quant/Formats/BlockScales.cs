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
        if (groups < 8)
        {
            for (var g = 0; g < groups; g++)
            {
                scale[g] = HalfBits.ToSingle(U16(row + (g * stride)));
            }

            return;
        }

        // The last eight may overlap the eight before: cheaper than a tail.
        for (var g = 0; g < groups; g += 8)
        {
            var at = Math.Min(g, groups - 8);
            var p = row + ((nint)at * stride);
            var bits = Vector128.Create(
                U16(p), U16(p + stride), U16(p + (2 * stride)), U16(p + (3 * stride)),
                U16(p + (4 * stride)), U16(p + (5 * stride)), U16(p + (6 * stride)), U16(p + (7 * stride)));
            HalfVector.ToSingle(bits).Store(scale + at);
        }
    }

    /// <summary>Two neighbouring f16 per block: scale, minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadPairs(byte* row, int stride, int groups, float* scale, float* minimum)
    {
        if (groups < 8)
        {
            for (var g = 0; g < groups; g++)
            {
                scale[g] = HalfBits.ToSingle(U16(row + (g * stride)));
                minimum[g] = HalfBits.ToSingle(U16(row + (g * stride) + 2));
            }

            return;
        }

        for (var g = 0; g < groups; g += 8)
        {
            var at = Math.Min(g, groups - 8);
            var p = row + ((nint)at * stride);
            var pairs = Vector256.Create(
                U32(p), U32(p + stride), U32(p + (2 * stride)), U32(p + (3 * stride)),
                U32(p + (4 * stride)), U32(p + (5 * stride)), U32(p + (6 * stride)), U32(p + (7 * stride)));
            HalfVector.ToSingle(pairs & Vector256.Create(0xFFFFu)).Store(scale + at);
            HalfVector.ToSingle(pairs >>> 16).Store(minimum + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort U16(byte* p) => Unsafe.ReadUnaligned<ushort>(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint U32(byte* p) => Unsafe.ReadUnaligned<uint>(p);
}
