using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Live;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Lists;

/// <summary>Spans that have just come in, for who watches them: a table of their own, asked with the same filters as the store. Not thread-safe.</summary>
public sealed class ArrivedSpans
{
    private readonly LiveTable table = new();

    /// <summary>Copies the spans of a batch that are wanted.</summary>
    /// <param name="batch">The batch; may be reused afterwards.</param>
    /// <param name="wants">Whose spans.</param>
    public ArrivedSpans(SpanBatch batch, Func<Tenant, bool> wants)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (wants(batch[i].Tenant) && batch[i].TraceId != 0 && batch[i].SpanId != 0)
            {
                table.Add(batch[i]);
            }
        }
    }

    /// <summary>The spans in scope that pass, in the order they came. A filter on scores passes none: nobody has judged them yet.</summary>
    public IReadOnlyList<SpanRow> Matching(TraceScope scope, SpanFilter filter, int most)
    {
        var scan = new Scan(scope, TimeRange.All, filter, new FilterBinder(new Dictionary<FilterNode.Compare, ScoredSpans>(), CancellationToken.None));
        if (table.Rows == 0 || scan.Bind(table) is not { } test)
        {
            return [];
        }

        var (view, rows, lister) = (new BlockView(), new Bits(ColumnSet.BlockRows), new RowLister());
        var found = new List<SpanRow>();
        for (var block = 0; block < table.Blocks && found.Count < most; block++)
        {
            if (Scan.Keep(test, table, block, view, rows))
            {
                for (var row = rows.Next(0); row >= 0 && found.Count < most; row = rows.Next(row + 1))
                {
                    found.Add(lister.Read(table, new RowPlace(block, row), withPreview: true));
                }
            }
        }

        return found;
    }
}
