using Strata.Core.Results;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Segments;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries;

/// <summary>Whole spans: for exports, for the page of a trace, for one span of it.</summary>
public sealed partial class TraceReader
{
    /// <summary>Spans of an outline at most.</summary>
    public const int OutlineSpansMax = 200_000;

    /// <summary>A list of whole spans, with attributes and, where wanted, messages.</summary>
    public ValueTask<Result<Page<SpanRecord>>> RecordsAsync(TraceScope scope, SpanQuery query, bool withMessages, CancellationToken cancellationToken) =>
        ListAsync(scope, query, oneOfEachTrace: false, (hits, _) => Records([.. hits.Select(h => (h.Table, h.Place))], withMessages), cancellationToken);

    /// <summary>The sessions or users (or values of another label) of the spans that pass, the last active first. Reads four columns and nothing else.</summary>
    public ValueTask<Result<GroupSums>> GroupsAsync(TraceScope scope, TimeRange range, SpanFilter filter, string field, (int Skip, int Take) page, CancellationToken cancellationToken) =>
        ScanAsync<GroupSums>(scope, range, filter, (scan, state) =>
        {
            if (!FieldTable.FindLabel(field).Try(out var label, out var problem))
            {
                return problem;
            }

            var groups = new GroupCounter(label);
            var (view, rows) = (new BlockView(), new Bits(ColumnSet.BlockRows));
            foreach (var table in state.Tables)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((table is Segment segment && (segment.Starts.Max < scan.Range.FromNs || segment.Starts.Min >= scan.Range.ToNs)) || scan.Bind(table) is not { } test)
                {
                    continue;
                }

                groups.Begin(table);
                for (int block = 0, blocks = table.Blocks; block < blocks; block++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (table.CodeRange(block, label).Max > 0 && Scan.Keep(test, table, block, view, rows))
                    {
                        groups.Add(view, rows);
                    }
                }

                groups.End(table);
            }

            return groups.Read(Math.Max(0, page.Skip), Math.Max(1, page.Take));
        }, cancellationToken);

    /// <summary>The spans of a trace as lists show them, by begin, without messages; empty where there is none in scope.</summary>
    public Result<IReadOnlyList<SpanRow>> Outline(TraceScope scope, UInt128 traceId) => Guarded<IReadOnlyList<SpanRow>>(() =>
    {
        var view = new BlockView();
        var found = Places(scope, store.State, traceId, TimeRange.All, view);
        if (!KeyMaySee(scope, found, view))
        {
            return Array.Empty<SpanRow>();
        }

        var lister = new RowLister();
        return found.Take(OutlineSpansMax).Select(p => lister.Read(p.Table, p.Place, withPreview: false)).ToArray();
    });

    /// <summary>What a list says of a trace, from its outline; null of an empty one.</summary>
    public static TraceRow? Sum(IReadOnlyList<SpanRow> outline) => outline.Count == 0 ? null : TraceSums.Of(outline[0], outline);

    /// <summary>Some spans of a trace, whole; those that are not in scope are left out.</summary>
    public Result<IReadOnlyList<SpanRecord>> FindSpans(TraceScope scope, UInt128 traceId, IReadOnlySet<ulong> spanIds) => Guarded<IReadOnlyList<SpanRecord>>(() =>
    {
        var view = new BlockView();
        var found = Anywhere(scope, store.State, traceId, TimeRange.All, view);
        if (!KeyMaySee(scope, found, view))
        {
            return Array.Empty<SpanRecord>();
        }

        var wanted = new List<(SpanTable, RowPlace)>();
        foreach (var (_, table, place) in found)
        {
            Move(view, table, place.Block);
            if (spanIds.Contains((ulong)view.Figures(Figure.Span)[place.Row]))
            {
                wanted.Add((table, place));
            }
        }

        return Records(wanted, withMessages: true);
    });

    private static List<SpanRecord> Records(List<(SpanTable Table, RowPlace Place)> places, bool withMessages)
    {
        var view = new BlockView();
        var records = new List<SpanRecord>(places.Count);
        foreach (var (table, place) in places)
        {
            Move(view, table, place.Block);
            if (place.Row >= view.Rows)
            {
                view.MoveTo(table, place.Block);
            }

            var record = new SpanRecord();
            RowReader.Read(view, place.Row, record, withMessages);
            records.Add(record);
        }

        return records;
    }
}
