using Strata.Traces.Columns;
using Strata.Traces.Live;

namespace Strata.Traces.Segments;

/// <summary>
/// All columns of some rows of a table, pulled out once and in the order of the file, with the table's codes: what writer and
/// roll-ups work on.
/// </summary>
internal sealed class SegmentRows
{
    private SegmentRows(int count)
    {
        Codes = new int[ColumnSet.Labels][];
        Figures = new long[ColumnSet.Figures][];
        Traces = new UInt128[count];
        Order = new int[count];
    }

    public int Count => Order.Length;

    public int[][] Codes { get; }

    public long[][] Figures { get; }

    public UInt128[] Traces { get; }

    /// <summary>The row of the table that each row is.</summary>
    public int[] Order { get; }

    /// <summary>Takes the rows that start within a stretch of time, sorted by tenant, begin of the trace, trace and begin.</summary>
    public static SegmentRows Take(LiveTable table, long fromNs, long toNs)
    {
        var starts = All<long>(table, (block, into) => table.ReadFigures(block, Figure.Start, into));
        var chosen = new List<int>();
        for (var row = 0; row < starts.Length; row++)
        {
            if (starts[row] >= fromNs && starts[row] < toNs)
            {
                chosen.Add(row);
            }
        }

        return Take(table, starts, chosen);
    }

    /// <summary>A part of the rows, in the same order.</summary>
    public SegmentRows Where(Func<int, bool> keep)
    {
        var kept = Enumerable.Range(0, Count).Where(keep).ToArray();
        var rows = new SegmentRows(kept.Length);
        for (var label = 0; label < ColumnSet.Labels; label++)
        {
            rows.Codes[label] = Pick(Codes[label], kept);
        }

        for (var figure = 0; figure < ColumnSet.Figures; figure++)
        {
            rows.Figures[figure] = Pick(Figures[figure], kept);
        }

        Pick(Traces, kept).CopyTo(rows.Traces, 0);
        Pick(Order, kept).CopyTo(rows.Order, 0);
        return rows;
    }

    private static SegmentRows Take(LiveTable table, long[] starts, List<int> chosen)
    {
        var traces = All<UInt128>(table, (block, into) => table.ReadTraces(block, into));
        var tenants = All<int>(table, (block, into) => table.ReadCodes(block, Label.Tenant, into));
        var begins = new Dictionary<(int, UInt128), long>(chosen.Count / 3);
        foreach (var row in chosen)
        {
            ref var begin = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(begins, (tenants[row], traces[row]), out var known);
            begin = known ? Math.Min(begin, starts[row]) : starts[row];
        }

        var keys = new SortKey[chosen.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var row = chosen[i];
            keys[i] = new SortKey(tenants[row], begins[(tenants[row], traces[row])], traces[row], starts[row], row);
        }

        Array.Sort(keys);
        var rows = new SegmentRows(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            (rows.Order[i], rows.Traces[i]) = (keys[i].Row, keys[i].Trace);
        }

        for (var label = 0; label < ColumnSet.Labels; label++)
        {
            var column = (Label)label;
            rows.Codes[label] = Pick(All<int>(table, (block, into) => table.ReadCodes(block, column, into)), rows.Order);
        }

        for (var figure = 0; figure < ColumnSet.Figures; figure++)
        {
            var column = (Figure)figure;
            rows.Figures[figure] = Pick(All<long>(table, (block, into) => table.ReadFigures(block, column, into)), rows.Order);
        }

        return rows;
    }

    private static T[] Pick<T>(T[] column, int[] order)
    {
        var picked = new T[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            picked[i] = column[order[i]];
        }

        return picked;
    }

    private static T[] All<T>(LiveTable table, ReadBlock<T> read)
    {
        var column = new T[table.Rows];
        for (var block = 0; block * ColumnSet.BlockRows < column.Length; block++)
        {
            read(block, column.AsSpan(block * ColumnSet.BlockRows, Math.Min(ColumnSet.BlockRows, column.Length - (block * ColumnSet.BlockRows))));
        }

        return column;
    }

    private delegate void ReadBlock<T>(int block, Span<T> into);

    private readonly record struct SortKey(int Tenant, long Begin, UInt128 Trace, long Start, int Row) : IComparable<SortKey>
    {
        public int CompareTo(SortKey other)
        {
            var order = Tenant.CompareTo(other.Tenant);
            order = order != 0 ? order : Begin.CompareTo(other.Begin);
            order = order != 0 ? order : Trace.CompareTo(other.Trace);
            order = order != 0 ? order : Start.CompareTo(other.Start);
            return order != 0 ? order : Row.CompareTo(other.Row);
        }
    }
}
