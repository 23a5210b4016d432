using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Live;
using Strata.Traces.Segments;

namespace Strata.Traces.Storage;

/// <summary>Makes segments of tables: one for each UTC day a table touches. Used by one thread at a time.</summary>
internal sealed class SegmentMill(TraceStoreOptions options, BlockCache cache)
{
    private readonly ByteWriter file = new(1 << 20);

    /// <summary>Writes the segments of a table; durable when it returns, and no part of the store until a manifest names them.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public List<StoredSegment> Make(LiveTable table, Func<long> nextNumber)
    {
        var made = new List<StoredSegment>();
        var writer = new SegmentWriter(file);
        foreach (var day in Days(table))
        {
            var name = new SegmentName(nextNumber(), day);
            var counted = SegmentRows.Take(table, day * SegmentName.DayNs, (day + 1) * SegmentName.DayNs);
            var kept = Sampler.Choose(counted, code => TenantText.Read(table.LabelBytes(Label.Tenant, code).Span), options.SamplingOf);
            DurableFiles.CreateDirectory(name.FolderIn(options.Directory));
            var path = name.PathIn(options.Directory);
            DurableFiles.Write(path, writer.Write(table, counted, kept));
            made.Add(Segment.Open(path, name.Number, cache).Try(out var segment, out var problem)
                ? new StoredSegment(name, segment)
                : throw new IOException($"The segment that was just written cannot be read: {problem.Message}"));
        }

        return made;
    }

    /// <summary>The days a table touches.</summary>
    public static SortedSet<int> Days(LiveTable table)
    {
        var days = new SortedSet<int>();
        var starts = new long[ColumnSet.BlockRows];
        for (var block = 0; block < table.Blocks; block++)
        {
            var rows = starts.AsSpan(0, table.RowsOf(block));
            table.ReadFigures(block, Figure.Start, rows);
            var before = -1;
            foreach (var start in rows)
            {
                var day = (int)(start / SegmentName.DayNs);
                if (day != before)
                {
                    days.Add(day);
                    before = day;
                }
            }
        }

        return days;
    }
}
