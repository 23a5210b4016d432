using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Storage;

namespace Strata.Traces.Queries.Lists;

/// <summary>
/// The first rows of an order. Blocks are visited from the one that may hold the most on, and the visit ends when no block left
/// can hold more than the last row of a full page: a list of the newest reads the newest blocks only.
/// </summary>
internal sealed class TopRows(Scan scan, Figure key, int count, Hit? after, bool oneOfEachTrace)
{
    private readonly List<Hit> hits = [];
    private readonly HashSet<UInt128> seen = [];
    private readonly BlockView view = new();
    private readonly Bits rows = new(ColumnSet.BlockRows);
    private long threshold = long.MinValue;

    public List<Hit> Find(TableSet state, CancellationToken cancellationToken)
    {
        var places = new List<(long Most, SpanTable Table, int Block)>();
        foreach (var table in state.Tables)
        {
            for (int block = 0, blocks = table.Blocks; block < blocks; block++)
            {
                var starts = table.FigureRange(block, Figure.Start);
                var range = key == Figure.Start ? starts : table.FigureRange(block, key);
                if (starts.Max >= scan.Range.FromNs && starts.Min < scan.Range.ToNs && (after is not { } last || range.Min <= last.Key))
                {
                    places.Add((range.Max, table, block));
                }
            }
        }

        places.Sort((a, b) => b.Most.CompareTo(a.Most));
        var tests = new Dictionary<SpanTable, RowTest?>();
        foreach (var (most, table, block) in places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (most < threshold)
            {
                break;
            }

            if (!tests.TryGetValue(table, out var test))
            {
                tests.Add(table, test = scan.Bind(table));
            }

            if (test is not null && Scan.Keep(test, table, block, view, rows))
            {
                Take(table, block);
            }
        }

        Cut();
        return hits;
    }

    private void Take(SpanTable table, int block)
    {
        var keys = view.Figures(key);
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            if (keys[row] < threshold)
            {
                continue;
            }

            var hit = new Hit(keys[row], view.Traces[row], (ulong)view.Figures(Figure.Span)[row], table, new RowPlace(block, row));
            if (after is not { } last || last.CompareTo(hit) < 0)
            {
                hits.Add(hit);
            }
        }

        if (hits.Count > 4 * count || (threshold == long.MinValue && hits.Count >= count))
        {
            Cut();
        }
    }

    private void Cut()
    {
        hits.Sort();
        if (oneOfEachTrace)
        {
            seen.Clear();
            hits.RemoveAll(hit => !seen.Add(hit.Trace));
        }

        if (hits.Count >= count)
        {
            hits.RemoveRange(count, hits.Count - count);
            threshold = hits[^1].Key;
        }
    }
}
