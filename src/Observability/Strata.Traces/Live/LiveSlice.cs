using Strata.Traces.Columns;

namespace Strata.Traces.Live;

/// <summary>The first rows of a table in memory: what was published of it when a query began, while more come in behind.</summary>
internal sealed class LiveSlice(LiveTable table, int rows) : SpanTable
{
    /// <summary>How many rows it shows.</summary>
    public int Rows => rows;

    public override int Blocks => (rows + ColumnSet.BlockRows - 1) / ColumnSet.BlockRows;

    public override int RowsOf(int block) => Math.Min(ColumnSet.BlockRows, rows - (block * ColumnSet.BlockRows));

    public override int LabelCount(Label label) => table.LabelCount(label);

    public override ReadOnlyMemory<byte> LabelBytes(Label label, int code) => table.LabelBytes(label, code);

    public override (int Min, int Max) CodeRange(int block, Label label) => table.CodeRange(block, label);

    public override (long Min, long Max) FigureRange(int block, Figure figure) => table.FigureRange(block, figure);

    public override void ReadCodes(int block, Label label, Span<int> into) => table.ReadCodes(block, label, into);

    public override void ReadFigures(int block, Figure figure, Span<long> into) => table.ReadFigures(block, figure, into);

    public override void ReadTraces(int block, Span<UInt128> into) => table.ReadTraces(block, into);

    public override void ReadExtras(int block, RowBytes into) => table.ReadExtras(block, into);

    public override void ReadRefs(int block, RowRefs into) => table.ReadRefs(block, into);

    public override MessageBody Message(int number) => table.Message(number);

    public override bool MayHaveAttribute(int block, ulong hash) => table.MayHaveAttribute(block, hash);

    public override HashSet<int>? FindText(ReadOnlyMemory<byte> lowered, CancellationToken cancellationToken) => table.FindText(lowered, cancellationToken);

    public override void FindTrace(UInt128 trace, List<RowPlace> into)
    {
        table.FindTrace(trace, into);
        into.RemoveAll(p => (p.Block * ColumnSet.BlockRows) + p.Row >= rows);
    }
}
