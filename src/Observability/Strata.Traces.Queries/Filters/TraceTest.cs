using Strata.Traces.Bytes;
using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>Rows of some traces, or some spans of traces; the blocks that have them were looked up in the table's index.</summary>
internal sealed class TraceTest : RowTest
{
    private readonly HashSet<UInt128> traces;
    private readonly HashSet<(UInt128 Trace, ulong Span)> spans;
    private readonly HashSet<int> blocks = [];

    /// <summary>Traces that pass as a whole, and single spans that pass.</summary>
    public TraceTest(SpanTable table, HashSet<UInt128> traces, HashSet<(UInt128 Trace, ulong Span)> spans)
    {
        (this.traces, this.spans) = (traces, spans);
        var places = new List<RowPlace>();
        foreach (var trace in traces.Concat(spans.Select(s => s.Trace)).Distinct())
        {
            places.Clear();
            table.FindTrace(trace, places);
            foreach (var place in places)
            {
                blocks.Add(place.Block);
            }
        }
    }

    public override bool IsNever => blocks.Count == 0;

    public override int Price => 4;

    public override bool MayPass(int block) => blocks.Contains(block);

    public override void Keep(BlockView view, Bits rows)
    {
        var ids = view.Traces;
        var own = view.Figures(Figure.Span);
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            if (!traces.Contains(ids[row]) && !spans.Contains((ids[row], (ulong)own[row])))
            {
                rows.Remove(row);
            }
        }
    }
}
