using Strata.Traces.Columns;

namespace Strata.Traces.Live;

/// <summary>A block of rows in memory. A column is made when its first value that is not zero comes.</summary>
internal sealed class LiveChunk
{
    public readonly int[]?[] Codes = new int[ColumnSet.Labels][];
    public readonly long[]?[] Figures = new long[ColumnSet.Figures][];
    public readonly UInt128[] Traces = new UInt128[ColumnSet.BlockRows];
    public readonly long[] ExtrasAt = new long[ColumnSet.BlockRows];
    public readonly int[] ExtrasLength = new int[ColumnSet.BlockRows];
    public readonly int[] RefsEnd = new int[ColumnSet.BlockRows];
    public int RefsStart;
    public long StartMin = long.MaxValue;
    public long StartMax = long.MinValue;

    public void Set(Label label, int row, int code)
    {
        if (code != 0)
        {
            (Codes[(int)label] ??= new int[ColumnSet.BlockRows])[row] = code;
        }
    }

    public void Set(Figure figure, int row, long value)
    {
        if (value != 0)
        {
            (Figures[(int)figure] ??= new long[ColumnSet.BlockRows])[row] = value;
        }
    }
}
