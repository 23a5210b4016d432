using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Quant.Formats;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Eight weight rows unpacked to integers, in pairs, for use with many tokens:
/// <code>
///   codes   pair | group | row of pair | 32 shorts     scales   pair | group | row of pair     minima   row | group (padded)
/// </code>
/// </summary>
internal readonly unsafe struct RowPanel(byte* memory, int groups, int padded)
{
    public const int Rows = 8;

    private readonly short* codes = (short*)memory;
    private readonly float* scales = (float*)(memory + (Rows * 64L * groups));
    private readonly float* minima = (float*)(memory + (Rows * 68L * groups));
    private readonly float* line = (float*)(memory + (Rows * 68L * groups)) + (Rows * padded);
    private readonly int groups = groups;
    private readonly int padded = padded;

    public static long Bytes(int groups, int padded) => (Rows * 68L * groups) + ((Rows + 1L) * padded * sizeof(float));

    public short* Codes(int pair) => codes + ((long)pair * groups * 64);

    public float* Scales(int pair) => scales + ((long)pair * groups * 2);

    public float* Minima(int row) => minima + (row * padded);

    /// <summary>Unpacks one row into place <paramref name="slot"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load<TFormat>(byte* row, int slot)
        where TFormat : IVectorFormat
    {
        TFormat.Scales(row, groups, line, Minima(slot));
        Strip.Clear(Minima(slot), groups, padded);
        var target = Codes(slot / 2) + (slot % 2 * 32);
        var scale = Scales(slot / 2) + (slot % 2);
        for (var g = 0; g < groups; g++)
        {
            TFormat.Unpack(row, g, out var low, out var high);
            low.Store(target + (g * 64));
            high.Store(target + (g * 64) + 16);
            scale[g * 2] = line[g];
        }
    }
}
