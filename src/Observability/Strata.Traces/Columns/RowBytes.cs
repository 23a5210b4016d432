namespace Strata.Traces.Columns;

/// <summary>One stretch of bytes for each row of a block. Reused.</summary>
internal sealed class RowBytes
{
    public byte[] Data = [];

    /// <summary>Where each row begins; one more than there are rows.</summary>
    public readonly int[] Starts = new int[ColumnSet.BlockRows + 1];

    public ReadOnlySpan<byte> this[int row] => Data.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);
}
