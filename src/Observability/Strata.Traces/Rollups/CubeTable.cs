using Strata.Traces.Columns;

namespace Strata.Traces.Rollups;

/// <summary>A cube as a table whose rows are cells: filters on what a cube keeps apart work on it as on spans. Its dictionaries are the segment's.</summary>
internal sealed class CubeTable(SpanTable owner, CubeCells cells, long stepNs) : SpanTable
{
    /// <summary>Length of a cell's stretch; 0 for all of the segment.</summary>
    public long StepNs => stepNs;

    public CubeCells Cells => cells;

    public override int Blocks => (cells.Count + ColumnSet.BlockRows - 1) / ColumnSet.BlockRows;

    public override int RowsOf(int block) => Math.Min(ColumnSet.BlockRows, cells.Count - (block * ColumnSet.BlockRows));

    public override int LabelCount(Label label) => owner.LabelCount(label);

    public override ReadOnlyMemory<byte> LabelBytes(Label label, int code) => owner.LabelBytes(label, code);

    public override (int Min, int Max) CodeRange(int block, Label label) => (0, int.MaxValue);

    public override (long Min, long Max) FigureRange(int block, Figure figure) => (long.MinValue, long.MaxValue);

    public override void ReadCodes(int block, Label label, Span<int> into)
    {
        var kept = Array.IndexOf(CubeSpec.Labels, label);
        cells.Codes[kept].AsSpan(block * ColumnSet.BlockRows, into.Length).CopyTo(into);
    }

    public override void ReadFigures(int block, Figure figure, Span<long> into)
    {
        var column = figure switch
        {
            Figure.Start => cells.Start,
            Figure.Facts => cells.Facts,
            _ => cells.Sums[Array.IndexOf(CubeSpec.Sums, figure)],
        };
        column.AsSpan(block * ColumnSet.BlockRows, into.Length).CopyTo(into);
    }

    public override void ReadTraces(int block, Span<UInt128> into) => throw NotKept();

    public override void ReadExtras(int block, RowBytes into) => throw NotKept();

    public override void ReadRefs(int block, RowRefs into) => throw NotKept();

    public override MessageBody Message(int number) => throw NotKept();

    public override bool MayHaveAttribute(int block, ulong hash) => throw NotKept();

    public override HashSet<int>? FindText(ReadOnlyMemory<byte> lowered, CancellationToken cancellationToken) => throw NotKept();

    public override void FindTrace(UInt128 trace, List<RowPlace> into) => throw NotKept();

    private static NotSupportedException NotKept() => new("A roll-up has sums only; the planner asks it for nothing else.");
}
