namespace Strata.Traces.Columns;

/// <summary>
/// A block under a query's eyes: each column is read when first asked for, into buffers that serve block after block. Not
/// thread-safe; one for each thread of a query.
/// </summary>
internal sealed class BlockView
{
    private readonly int[]?[] codes = new int[ColumnSet.Labels][];
    private readonly long[]?[] figures = new long[ColumnSet.Figures][];
    private readonly RowBytes extras = new();
    private readonly RowRefs refs = new();
    private readonly UInt128[] traces = new UInt128[ColumnSet.BlockRows];
    private uint codesRead;
    private uint figuresRead;
    private bool extrasRead;
    private bool refsRead;
    private bool tracesRead;

    public SpanTable Table { get; private set; } = null!;

    public int Block { get; private set; }

    public int Rows { get; private set; }

    public RowBytes Extras
    {
        get
        {
            if (!extrasRead)
            {
                Table.ReadExtras(Block, extras);
                extrasRead = true;
            }

            return extras;
        }
    }

    public RowRefs Refs
    {
        get
        {
            if (!refsRead)
            {
                Table.ReadRefs(Block, refs);
                refsRead = true;
            }

            return refs;
        }
    }

    public ReadOnlySpan<UInt128> Traces
    {
        get
        {
            if (!tracesRead)
            {
                Table.ReadTraces(Block, traces.AsSpan(0, Rows));
                tracesRead = true;
            }

            return traces.AsSpan(0, Rows);
        }
    }

    /// <summary>Goes to another block; what was read of the last one is forgotten.</summary>
    public void MoveTo(SpanTable table, int block)
    {
        (Table, Block, Rows) = (table, block, table.RowsOf(block));
        (codesRead, figuresRead, extrasRead, refsRead, tracesRead) = (0, 0, false, false, false);
    }

    public ReadOnlySpan<int> Codes(Label label)
    {
        var column = codes[(int)label] ??= new int[ColumnSet.BlockRows];
        if ((codesRead >> (int)label & 1) == 0)
        {
            Table.ReadCodes(Block, label, column.AsSpan(0, Rows));
            codesRead |= 1u << (int)label;
        }

        return column.AsSpan(0, Rows);
    }

    public ReadOnlySpan<long> Figures(Figure figure)
    {
        var column = figures[(int)figure] ??= new long[ColumnSet.BlockRows];
        if ((figuresRead >> (int)figure & 1) == 0)
        {
            Table.ReadFigures(Block, figure, column.AsSpan(0, Rows));
            figuresRead |= 1u << (int)figure;
        }

        return column.AsSpan(0, Rows);
    }
}
