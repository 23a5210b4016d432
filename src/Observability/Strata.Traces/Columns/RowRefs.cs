namespace Strata.Traces.Columns;

/// <summary>The messages of each row of a block as references: the message's number times four and its slot. Reused.</summary>
internal sealed class RowRefs
{
    public int[] Refs = new int[1024];

    /// <summary>Where each row begins; one more than there are rows.</summary>
    public readonly int[] Starts = new int[ColumnSet.BlockRows + 1];

    public ReadOnlySpan<int> this[int row] => Refs.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    public void Set(int at, int value)
    {
        if (at == Refs.Length)
        {
            Array.Resize(ref Refs, 2 * at);
        }

        Refs[at] = value;
    }
}
