using System.Runtime.CompilerServices;
using Strata.Numerics.Quant.Formats;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Scales and minima of four rows, as group | row; with room to read them row by row first.</summary>
internal readonly unsafe struct RowFactors(float* memory, int groups, int padded)
{
    private readonly float* strips = memory + (8L * padded);

    /// <summary>Group | row.</summary>
    public readonly float* Scales = memory;

    /// <summary>Group | row; undefined for formats without minima.</summary>
    public readonly float* Minima = memory + (4L * padded);

    public static long Bytes(int padded) => 16L * padded * sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TFormat>(byte** rows)
        where TFormat : IVectorFormat
    {
        for (var i = 0; i < 4; i++)
        {
            TFormat.Scales(rows[i], groups, strips + (i * padded), strips + ((4 + i) * padded));
        }

        RowStrips.Interleave(strips, padded, Scales);
        if (TFormat.HasMinimum)
        {
            RowStrips.Interleave(strips + (4 * padded), padded, Minima);
        }
    }
}
