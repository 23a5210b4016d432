using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;

namespace Strata.Traces.Segments;

/// <summary>What is where in a segment. Stays in memory while the segment is open: about a kilobyte for each block.</summary>
internal sealed class SegmentDirectory
{
    public int Rows { get; init; }

    public required PackedPart[] Labels { get; init; }

    public required int[] LabelCounts { get; init; }

    public required BlockPart[] Blocks { get; init; }

    public required TextPart[] Texts { get; init; }

    public required string[] Roles { get; init; }

    public int Messages { get; init; }

    public long IndexOffset { get; init; }

    public int Traces { get; init; }

    public uint IndexChecksum { get; init; }

    public required CubePart[] Cubes { get; init; }

    /// <summary>The earliest and the latest start of all rows that were counted, also of those that a sampler left out.</summary>
    public (long Min, long Max) CountedStarts { get; init; }

    public void Write(ByteWriter into)
    {
        into.Varint((uint)Rows);
        into.Zigzag(CountedStarts.Min);
        into.Zigzag(CountedStarts.Max);
        into.Varint(ColumnSet.Labels);
        into.Varint(ColumnSet.Figures);
        for (var label = 0; label < Labels.Length; label++)
        {
            into.Varint((uint)LabelCounts[label]);
            Labels[label].Write(into);
        }

        into.Varint((uint)Blocks.Length);
        foreach (var block in Blocks)
        {
            WriteBlock(block, into);
        }

        into.Varint((uint)Roles.Length);
        foreach (var role in Roles)
        {
            into.Text(role);
        }

        into.Varint((uint)Messages);
        into.Varint((uint)Texts.Length);
        foreach (var text in Texts)
        {
            into.Varint((uint)text.First);
            text.Block.Write(into);
            into.Varint((ulong)text.GramsOffset);
            into.Varint((uint)text.GramBits);
            into.U32(text.GramsChecksum);
        }

        into.Varint((ulong)IndexOffset);
        into.Varint((uint)Traces);
        into.U32(IndexChecksum);
        into.Varint((uint)Cubes.Length);
        foreach (var cube in Cubes)
        {
            into.Varint((ulong)cube.StepNs);
            into.Varint((uint)cube.LabelsKept);
            cube.Cells.Write(into);
            foreach (var part in cube.Quantiles)
            {
                part.Write(into);
            }
        }
    }

    /// <summary>Reads a directory; null where the bytes are damaged or of another shape.</summary>
    public static SegmentDirectory? Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        var rows = (int)cursor.Varint();
        var starts = (cursor.Zigzag(), cursor.Zigzag());
        if (cursor.Varint() != ColumnSet.Labels || cursor.Varint() != ColumnSet.Figures)
        {
            return null;
        }

        var counts = new int[ColumnSet.Labels];
        var labels = new PackedPart[ColumnSet.Labels];
        for (var label = 0; label < labels.Length; label++)
        {
            counts[label] = (int)cursor.Varint();
            labels[label] = PackedPart.Read(ref cursor);
        }

        var blocks = new BlockPart[cursor.Count()];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = ReadBlock(ref cursor);
        }

        var roles = new string[cursor.Count()];
        for (var i = 0; i < roles.Length; i++)
        {
            roles[i] = cursor.Text();
        }

        var messages = (int)cursor.Varint();
        var texts = new TextPart[cursor.Count()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = new TextPart((int)cursor.Varint(), PackedPart.Read(ref cursor), (long)cursor.Varint(), (int)cursor.Varint(), cursor.U32());
        }

        var index = (long)cursor.Varint();
        var traces = (int)cursor.Varint();
        var indexChecksum = cursor.U32();
        var cubes = new CubePart[cursor.Count()];
        for (var i = 0; i < cubes.Length; i++)
        {
            var (step, kept, cells) = ((long)cursor.Varint(), (int)cursor.Varint(), PackedPart.Read(ref cursor));
            var parts = new PackedPart[CubeSpec.Measures];
            for (var measure = 0; measure < parts.Length; measure++)
            {
                parts[measure] = PackedPart.Read(ref cursor);
            }

            cubes[i] = new CubePart(step, kept, cells, parts);
        }

        return cursor.Broken || !cursor.AtEnd || blocks.Length != (rows + ColumnSet.BlockRows - 1) / ColumnSet.BlockRows
            ? null
            : new SegmentDirectory
            {
                Rows = rows,
                CountedStarts = starts,
                Labels = labels,
                LabelCounts = counts,
                Blocks = blocks,
                Texts = texts,
                Roles = roles,
                Messages = messages,
                IndexOffset = index,
                Traces = traces,
                IndexChecksum = indexChecksum,
                Cubes = cubes,
            };
    }

    private static void WriteBlock(BlockPart block, ByteWriter into)
    {
        into.Varint((uint)block.Rows);
        into.Varint((ulong)block.Columns[0].Offset);
        foreach (var column in block.Columns)
        {
            into.Byte((byte)column.Width);
            into.Zigzag(column.Min);
            into.Varint(unchecked((ulong)(column.Max - column.Min)));
        }

        into.Varint((ulong)block.RunsOffset);
        into.Varint((uint)block.RunsBytes);
        block.Refs.Write(into);
        block.Extras.Write(into);
        into.Varint((ulong)block.FilterOffset);
        into.Varint((uint)block.FilterBytes);
        into.U32(block.Checksum);
    }

    private static BlockPart ReadBlock(ref ByteCursor cursor)
    {
        var rows = (int)cursor.Varint();
        var offset = (long)cursor.Varint();
        var columns = new ColumnPart[ColumnSet.Labels + ColumnSet.Figures];
        for (var i = 0; i < columns.Length; i++)
        {
            var (width, min, range) = (cursor.Byte(), cursor.Zigzag(), cursor.Varint());
            columns[i] = new ColumnPart(offset, width, min, unchecked(min + (long)range));
            offset += (long)width * rows;
        }

        return new BlockPart
        {
            Rows = rows,
            Columns = columns,
            RunsOffset = (long)cursor.Varint(),
            RunsBytes = (int)cursor.Varint(),
            Refs = PackedPart.Read(ref cursor),
            Extras = PackedPart.Read(ref cursor),
            FilterOffset = (long)cursor.Varint(),
            FilterBytes = (int)cursor.Varint(),
            Checksum = cursor.U32(),
        };
    }
}
