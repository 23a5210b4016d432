using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Quant.Formats;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Four weight rows unpacked to integers for use with many tokens: group | 16 pairs | row | 2 shorts.</summary>
internal readonly unsafe struct RowPanel(byte* memory, int groups, int padded)
{
    public readonly int* Codes = (int*)memory;
    public readonly RowFactors Factors = new((float*)(memory + (256L * groups)), groups, padded);

    public static long Bytes(int groups, int padded) => (256L * groups) + RowFactors.Bytes(padded);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TFormat>(byte** rows)
        where TFormat : IVectorFormat
    {
        Factors.Load<TFormat>(rows);
        for (var g = 0; g < groups; g++)
        {
            TFormat.Unpack(rows[0], g, out var a0, out var a1);
            TFormat.Unpack(rows[1], g, out var b0, out var b1);
            TFormat.Unpack(rows[2], g, out var c0, out var c1);
            TFormat.Unpack(rows[3], g, out var d0, out var d1);
            RowStrips.Interleave(a0.AsInt32(), b0.AsInt32(), c0.AsInt32(), d0.AsInt32(), Codes + (g * 64));
            RowStrips.Interleave(a1.AsInt32(), b1.AsInt32(), c1.AsInt32(), d1.AsInt32(), Codes + (g * 64) + 32);
        }
    }
}
