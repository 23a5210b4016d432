using System.Buffers.Binary;
using System.Numerics;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Live;
using Strata.Traces.Rollups;

namespace Strata.Traces.Segments;

/// <summary>Lays a day's rows of a table out as a segment; see <see cref="SegmentLayout"/>. The whole file is made in memory: some tens of megabytes.</summary>
internal sealed class SegmentWriter(ByteWriter file)
{
    private const int LabelQuality = 4;
    private const int ExtrasQuality = 4;
    private const int CubeQuality = 4;
    private const int MinuteRowsLeast = 8;
    private const int HourRowsLeast = 3;
    private const long MinuteNs = 60_000_000_000;

    private readonly ByteWriter part = new(256 * 1024);
    private readonly ByteWriter lengths = new(16 * 1024);
    private readonly HashSet<ulong> attributes = [];
    private int[] refStarts = [];
    private int[] refs = [];

    /// <param name="table">Where the rows are.</param>
    /// <param name="counted">All rows, for the roll-ups.</param>
    /// <param name="kept">The rows to be stored.</param>
    /// <returns>The bytes of the file, valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(LiveTable table, SegmentRows counted, SegmentRows kept)
    {
        file.Clear();
        file.Bytes(SegmentLayout.Magic);
        file.U32(SegmentLayout.Version);
        file.U32(0);
        var (labels, counts) = Labels(table, counted, kept);
        LoadRefs(table);
        var texts = new TextBlocks(table, file);
        NumberMessages(kept, texts);
        var blocks = new BlockPart[(kept.Count + ColumnSet.BlockRows - 1) / ColumnSet.BlockRows];
        for (var block = 0; block < blocks.Length; block++)
        {
            blocks[block] = Block(table, kept, block * ColumnSet.BlockRows, texts);
        }

        var (index, traces) = Index(kept);
        var indexChecksum = Checksum.Of(file.Written[(int)index..]);
        var directory = new SegmentDirectory
        {
            Rows = kept.Count,
            CountedStarts = (counted.Figures[(int)Figure.Start].Min(), counted.Figures[(int)Figure.Start].Max()),
            Labels = labels,
            LabelCounts = counts,
            Blocks = blocks,
            Texts = texts.Parts,
            Roles = texts.Roles,
            Messages = texts.Count,
            IndexOffset = index,
            Traces = traces,
            IndexChecksum = indexChecksum,
            Cubes = Cubes(counted),
        };
        part.Clear();
        directory.Write(part);
        var packed = PackedPart.Write(part.Written, LabelQuality, file);
        file.U64((ulong)packed.Offset);
        file.U32((uint)packed.Packed);
        file.U32((uint)packed.Raw);
        file.U32(packed.Checksum);
        file.U32(SegmentLayout.Version);
        file.Bytes(SegmentLayout.EndMagic);
        return file.Written;
    }

    /// <summary>Gives the texts that occur their own codes, in the order they first occur, and writes the dictionaries.</summary>
    private (PackedPart[] Parts, int[] Counts) Labels(LiveTable table, SegmentRows counted, SegmentRows kept)
    {
        var parts = new PackedPart[ColumnSet.Labels];
        var counts = new int[ColumnSet.Labels];
        for (var label = 0; label < parts.Length; label++)
        {
            var codes = new int[table.LabelCount((Label)label)];
            var next = 0;
            part.Clear();
            part.Byte(0);
            Recode(counted.Codes[label]);
            if (!ReferenceEquals(counted, kept))
            {
                Recode(kept.Codes[label]);
            }

            counts[label] = next + 1;
            parts[label] = PackedPart.Write(part.Written, LabelQuality, file);

            void Recode(int[] column)
            {
                foreach (ref var code in column.AsSpan())
                {
                    if (code != 0 && codes[code] == 0)
                    {
                        codes[code] = ++next;
                        part.Block(table.LabelBytes((Label)label, code).Span);
                    }

                    code = codes[code];
                }
            }
        }

        return (parts, counts);
    }

    private void LoadRefs(LiveTable table)
    {
        var rows = new RowRefs();
        refStarts = new int[table.Rows + 1];
        var total = 0;
        for (var block = 0; block < table.Blocks; block++)
        {
            table.ReadRefs(block, rows);
            var count = table.RowsOf(block);
            var length = rows.Starts[count];
            if (refs.Length < total + length)
            {
                Array.Resize(ref refs, 2 * (total + length));
            }

            rows.Refs.AsSpan(0, length).CopyTo(refs.AsSpan(total));
            for (var row = 0; row < count; row++)
            {
                refStarts[(block * ColumnSet.BlockRows) + row] = total + rows.Starts[row];
            }

            total += length;
        }

        refStarts[table.Rows] = total;
    }

    private ReadOnlySpan<int> RefsOf(int liveRow) => refs.AsSpan(refStarts[liveRow], refStarts[liveRow + 1] - refStarts[liveRow]);

    private void NumberMessages(SegmentRows rows, TextBlocks texts)
    {
        foreach (var live in rows.Order)
        {
            foreach (var reference in RefsOf(live))
            {
                texts.Number(reference >> 2);
            }
        }

        texts.Finish();
    }

    private BlockPart Block(LiveTable table, SegmentRows rows, int first, TextBlocks texts)
    {
        var count = Math.Min(ColumnSet.BlockRows, rows.Count - first);
        var columns = new ColumnPart[ColumnSet.Labels + ColumnSet.Figures];
        Span<long> values = new long[count];
        for (var label = 0; label < ColumnSet.Labels; label++)
        {
            for (var row = 0; row < count; row++)
            {
                values[row] = rows.Codes[label][first + row];
            }

            columns[label] = Column(values);
        }

        var outside = Parents(rows, first, values);
        var parents = values.ToArray();
        for (var figure = 0; figure < ColumnSet.Figures; figure++)
        {
            columns[ColumnSet.Labels + figure] = Column(figure == (int)Figure.Parent ? parents : rows.Figures[figure].AsSpan(first, count));
        }

        var runs = file.Length;
        Runs(rows, first, count, outside);
        var runsBytes = file.Length - runs;
        ExtrasOf(table, rows, first, count);
        var filter = attributes.Count == 0 ? [] : BloomFilter.Of(attributes);
        var filterAt = file.Length;
        file.Bytes(filter);
        var checksum = Checksum.Of(file.Written[(int)columns[0].Offset..]);
        var packedExtras = PackedPart.Write(lengths.Written, ExtrasQuality, file);
        var packedRefs = Refs(rows, first, count, texts);
        return new BlockPart
        {
            Rows = count,
            Columns = columns,
            RunsOffset = runs,
            RunsBytes = runsBytes,
            Refs = packedRefs,
            Extras = packedExtras,
            FilterOffset = filterAt,
            FilterBytes = filter.Length,
            Checksum = checksum,
        };
    }

    private ColumnPart Column(ReadOnlySpan<long> values)
    {
        var (min, max) = (values[0], values[0]);
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        var range = unchecked((ulong)(max - min));
        var width = (71 - BitOperations.LeadingZeroCount(range)) / 8;
        var offset = file.Length;
        Span<byte> eight = stackalloc byte[8];
        var room = file.Room(width * values.Length);
        for (var i = 0; width > 0 && i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, unchecked(values[i] - min));
            eight[..width].CopyTo(room[(i * width)..]);
        }

        return new ColumnPart(offset, width, min, max);
    }

    /// <summary>Parents as rows of the block where they are in it, and the others' ids.</summary>
    private static List<long> Parents(SegmentRows rows, int first, Span<long> values)
    {
        var outside = new List<long>();
        var places = new Dictionary<long, int>();
        for (int row = 0, run = 0; row < values.Length; row++)
        {
            if (row >= run)
            {
                places.Clear();
                for (run = row; run < values.Length && rows.Traces[first + run] == rows.Traces[first + row]; run++)
                {
                    places.TryAdd(rows.Figures[(int)Figure.Span][first + run], run);
                }
            }

            var parent = rows.Figures[(int)Figure.Parent][first + row];
            if (parent == 0)
            {
                values[row] = 0;
            }
            else if (places.TryGetValue(parent, out var place))
            {
                values[row] = place + 1;
            }
            else
            {
                values[row] = values.Length + 1;
                outside.Add(parent);
            }
        }

        return outside;
    }

    private void Runs(SegmentRows rows, int first, int count, List<long> outside)
    {
        part.Clear();
        var runs = 0;
        for (int row = 0, end; row < count; row = end)
        {
            for (end = row + 1; end < count && rows.Traces[first + end] == rows.Traces[first + row]; end++)
            {
            }

            part.Varint((uint)(end - row));
            part.U128(rows.Traces[first + row]);
            runs++;
        }

        file.Varint((uint)runs);
        file.Bytes(part.Written);
        file.Varint((uint)outside.Count);
        foreach (var parent in outside)
        {
            file.I64(parent);
        }
    }

    private PackedPart Refs(SegmentRows rows, int first, int count, TextBlocks texts)
    {
        part.Clear();
        long before = 0;
        for (var row = 0; row < count; row++)
        {
            var all = RefsOf(rows.Order[first + row]);
            part.Varint((uint)all.Length);
            foreach (var reference in all)
            {
                var number = texts.Number(reference >> 2);
                var step = number - before;
                part.Varint(((ulong)((step << 1) ^ (step >> 63)) << 2) | (uint)(reference & 3));
                before = number;
            }
        }

        return PackedPart.Write(part.Written, ExtrasQuality, file);
    }

    /// <summary>Collects the extras of a block in <see cref="lengths"/>, and the hashes for its filter.</summary>
    private void ExtrasOf(LiveTable table, SegmentRows rows, int first, int count)
    {
        part.Clear();
        lengths.Clear();
        attributes.Clear();
        for (var row = 0; row < count; row++)
        {
            var bytes = table.Extras(rows.Order[first + row]);
            lengths.Varint((uint)bytes.Length);
            part.Bytes(bytes);
            if (bytes.Length > 0)
            {
                AttributeHash.Collect(ExtrasText.Attributes(bytes), attributes);
            }
        }

        lengths.Bytes(part.Written);
    }

    private (long Offset, int Traces) Index(SegmentRows rows)
    {
        var entries = new List<(ulong Hash, int Row)>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (row == 0 || rows.Traces[row] != rows.Traces[row - 1] || rows.Codes[(int)Label.Tenant][row] != rows.Codes[(int)Label.Tenant][row - 1])
            {
                entries.Add((Hash64.Of(rows.Traces[row]), row));
            }
        }

        entries.Sort();
        var offset = file.Length;
        foreach (var (hash, _) in entries)
        {
            file.U64(hash);
        }

        foreach (var (_, row) in entries)
        {
            file.U32((uint)row);
        }

        return (offset, entries.Count);
    }

    private CubePart[] Cubes(SegmentRows rows)
    {
        var cubes = new List<CubePart>();
        Add(0, HourRowsLeast, (CubeSpec.LabelsLeast, CubeSpec.Labels.Length));
        if (cubes.Count > 0)
        {
            Add(60 * MinuteNs, HourRowsLeast, (CubeSpec.LabelsLeast, CubeSpec.Labels.Length));
            if (cubes is [_, { LabelsKept: > CubeSpec.LabelsLeast }])
            {
                // Most charts ask for little: they read a cube of a tenth of the cells.
                Add(60 * MinuteNs, HourRowsLeast, (CubeSpec.LabelsLeast, CubeSpec.LabelsLeast));
                Add(60 * MinuteNs, HourRowsLeast, (1, 1));
            }

            Add(MinuteNs, MinuteRowsLeast, (CubeSpec.LabelsLeast, CubeSpec.Labels.Length));
        }

        return [.. cubes];

        void Add(long stepNs, int rowsLeast, (int Least, int Most) labels)
        {
            for (var kept = labels.Most; kept >= labels.Least; kept--)
            {
                if (CubeBuilder.Build(rows.Codes, rows.Figures, stepNs, kept, 64 + (rows.Count / rowsLeast)) is { } built)
                {
                    part.Clear();
                    CubeLayout.Write(built.Cells, part);
                    var cells = PackedPart.Write(part.Written, CubeQuality, file);
                    var quantiles = new PackedPart[CubeSpec.Measures];
                    for (var measure = 0; measure < quantiles.Length; measure++)
                    {
                        part.Clear();
                        CubeLayout.WriteQuantiles(built.Quantiles, (Measure)measure, part);
                        quantiles[measure] = PackedPart.Write(part.Written, CubeQuality, file);
                    }

                    cubes.Add(new CubePart(stepNs, kept, cells, quantiles));
                    return;
                }
            }
        }
    }
}
