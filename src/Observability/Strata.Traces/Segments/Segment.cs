using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Strata.Core.Results;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;
using Strata.Traces.Spans;

namespace Strata.Traces.Segments;

/// <summary>A segment as a table. Columns are read from the file for each query (they are in the system's cache); unpacked parts go through the block cache.</summary>
internal sealed class Segment : SpanTable
{
    private const int IndexPage = 256;

    [ThreadStatic]
    private static byte[]? columnBuffer;

    private readonly SegmentFile file;
    private readonly SegmentDirectory directory;
    private readonly BlockCache cache;
    private readonly bool[] checkedBlocks;
    private readonly bool[] checkedTexts;
    private bool checkedIndex;

    private Segment(long number, SegmentFile file, SegmentDirectory directory, BlockCache cache)
    {
        (Number, this.file, this.directory, this.cache) = (number, file, directory, cache);
        checkedBlocks = new bool[directory.Blocks.Length];
        checkedTexts = new bool[directory.Texts.Length];
        Starts = (long.MaxValue, long.MinValue);
        foreach (var block in directory.Blocks)
        {
            var column = block.Columns[ColumnSet.Labels + (int)Figure.Start];
            Starts = (Math.Min(Starts.Min, column.Min), Math.Max(Starts.Max, column.Max));
        }
    }

    /// <summary>The number that names its file.</summary>
    public long Number { get; }

    public int Rows => directory.Rows;

    public long FileBytes => file.Length;

    /// <summary>The earliest and the latest start.</summary>
    public (long Min, long Max) Starts { get; }

    /// <summary>The same of all rows its roll-ups count.</summary>
    public (long Min, long Max) CountedStarts => directory.CountedStarts;

    public IReadOnlyList<CubePart> Cubes => directory.Cubes;

    public override int Blocks => directory.Blocks.Length;

    public static Result<Segment> Open(string path, long number, BlockCache cache) =>
        SegmentFile.Open(path).Then<Segment>(opened => new Segment(number, opened.File, opened.Directory, cache));

    public static Result<Segment> Open(SegmentBytes source, long number, BlockCache cache) =>
        SegmentFile.Open(source).Then<Segment>(opened => new Segment(number, opened.File, opened.Directory, cache));

    /// <summary>The parts of the file that are read for every query, whatever it asks: its head, the tenants, the directory.</summary>
    public IEnumerable<(long Offset, int Length)> AlwaysRead()
    {
        var end = file.DirectoryOffset;
        yield return (0, SegmentLayout.HeaderBytes);
        yield return (directory.Labels[(int)Label.Tenant].Offset, directory.Labels[(int)Label.Tenant].Packed);
        yield return (end, (int)(FileBytes - end));
    }

    /// <summary>Reads bytes of the file as they are.</summary>
    public void ReadRaw(long offset, Span<byte> into) => file.Read(offset, into);

    public override int RowsOf(int block) => directory.Blocks[block].Rows;

    public override int LabelCount(Label label) => directory.LabelCounts[(int)label];

    public override ReadOnlyMemory<byte> LabelBytes(Label label, int code) => Labels(label)[code];

    public override Func<int, ReadOnlyMemory<byte>> LabelTexts(Label label)
    {
        var part = Labels(label);
        return code => part[code];
    }

    public override int FindLabel(Label label, ReadOnlySpan<byte> text) => Labels(label).Find(text);

    public override (int Min, int Max) CodeRange(int block, Label label) => directory.Blocks[block].Columns[(int)label] is var column ? ((int)column.Min, (int)column.Max) : default;

    public override (long Min, long Max) FigureRange(int block, Figure figure) =>
        figure == Figure.Parent ? (long.MinValue, long.MaxValue)
        : directory.Blocks[block].Columns[ColumnSet.Labels + (int)figure] is var column ? (column.Min, column.Max) : default;

    public override void ReadCodes(int block, Label label, Span<int> into)
    {
        var column = Checked(block).Columns[(int)label];
        if (column.Width == 0)
        {
            into.Fill((int)column.Min);
            return;
        }

        ref var bytes = ref Column(column, into.Length);
        var (min, width) = ((int)column.Min, column.Width);
        for (var row = 0; row < into.Length; row++)
        {
            var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, row * width));
            into[row] = min + (int)(width == 4 ? value : value & ((1u << (8 * width)) - 1));
        }
    }

    public override void ReadFigures(int block, Figure figure, Span<long> into)
    {
        var column = Checked(block).Columns[ColumnSet.Labels + (int)figure];
        if (column.Width == 0)
        {
            into.Fill(column.Min);
        }
        else
        {
            ref var bytes = ref Column(column, into.Length);
            var (min, width) = (column.Min, column.Width);
            var mask = width == 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1;
            for (var row = 0; row < into.Length; row++)
            {
                into[row] = unchecked(min + (long)(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, row * width)) & mask));
            }
        }

        if (figure == Figure.Parent)
        {
            Parents(block, into);
        }
    }

    public override void ReadTraces(int block, Span<UInt128> into)
    {
        var cursor = new ByteCursor(Runs(block));
        var row = 0;
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            var count = cursor.Varint();
            var trace = cursor.U128();
            if (count > (ulong)(into.Length - row))
            {
                throw Damaged(block, "traces");
            }

            into.Slice(row, (int)count).Fill(trace);
            row += (int)count;
        }

        if (row != into.Length)
        {
            throw Damaged(block, "traces");
        }
    }

    public override void ReadExtras(int block, RowBytes into)
    {
        var part = directory.Blocks[block].Extras;
        var bytes = cache.Get((Number, part.Offset), part.Raw, () => file.Unpack(part));
        var cursor = new ByteCursor(bytes);
        var rows = RowsOf(block);
        long at = 0;
        for (var row = 0; row < rows; row++)
        {
            into.Starts[row] = (int)at;
            at += (long)cursor.Varint();
        }

        var head = bytes.Length - cursor.Left;
        if (cursor.Broken || at != cursor.Left)
        {
            throw Damaged(block, "attributes");
        }

        into.Data = bytes;
        for (var row = 0; row < rows; row++)
        {
            into.Starts[row] += head;
        }

        into.Starts[rows] = bytes.Length;
    }

    public override void ReadRefs(int block, RowRefs into)
    {
        var part = directory.Blocks[block].Refs;
        var cursor = new ByteCursor(cache.Get((Number, part.Offset), part.Raw, () => file.Unpack(part)));
        var rows = RowsOf(block);
        var at = 0;
        long number = 0;
        for (var row = 0; row < rows; row++)
        {
            into.Starts[row] = at;
            for (var left = cursor.Count(); left > 0; left--)
            {
                var value = cursor.Varint();
                var step = value >> 2;
                number += (long)(step >> 1) ^ -(long)(step & 1);
                if ((ulong)number >= (ulong)directory.Messages)
                {
                    throw Damaged(block, "messages");
                }

                into.Set(at++, ((int)number << 2) | (int)(value & 3));
            }
        }

        into.Starts[rows] = at;
    }

    public override MessageBody Message(int number)
    {
        var texts = directory.Texts;
        var (low, high) = (0, texts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = texts[middle].First <= number ? (middle, high) : (low, middle - 1);
        }

        return Text(texts[low])[number - texts[low].First];
    }

    public override bool MayHaveAttribute(int block, ulong hash)
    {
        var part = Checked(block);
        if (part.FilterBytes == 0)
        {
            return false;
        }

        Span<byte> line = stackalloc byte[BloomFilter.LineBytes];
        file.Read(part.FilterOffset + BloomFilter.LineOf(hash, part.FilterBytes), line);
        return BloomFilter.MayHold(line, hash);
    }

    public override HashSet<int>? FindText(ReadOnlyMemory<byte> lowered, CancellationToken cancellationToken)
    {
        HashSet<int>? found = null;
        byte[] buffer = [];
        for (var i = 0; i < directory.Texts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = directory.Texts[i];
            if (!checkedTexts[i])
            {
                file.Check(text.GramsOffset, (1L << text.GramBits) / 8, text.GramsChecksum);
                checkedTexts[i] = true;
            }

            if (MayHoldText(text, lowered.Span))
            {
                Text(text).Find(lowered.Span, text.First, ref buffer, ref found);
            }
        }

        return found;
    }

    public override void FindTrace(UInt128 trace, List<RowPlace> into)
    {
        var hash = Hash64.Of(trace);
        Span<byte> four = stackalloc byte[4];
        for (var entry = FirstEntry(hash); entry < directory.Traces && HashAt(entry) == hash; entry++)
        {
            file.Read(directory.IndexOffset + (8L * directory.Traces) + (4L * entry), four);
            var row = BinaryPrimitives.ReadInt32LittleEndian(four);
            var (traces, tenants) = (new UInt128[ColumnSet.BlockRows], new int[ColumnSet.BlockRows]); // only here: most segments have no such trace
            var tenant = -1;
            for (var block = row / ColumnSet.BlockRows; block < Blocks; block++)
            {
                var count = RowsOf(block);
                ReadTraces(block, traces.AsSpan(0, count));
                ReadCodes(block, Label.Tenant, tenants.AsSpan(0, count));
                var at = Math.Max(0, row - (block * ColumnSet.BlockRows));
                tenant = tenant < 0 ? tenants[at] : tenant;
                for (; at < count && traces[at] == trace && tenants[at] == tenant; at++)
                {
                    into.Add(new RowPlace(block, at));
                }

                if (at < count)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Whether the span is there.</summary>
    public bool Holds(SpanRecord span)
    {
        var hash = Hash64.Of(span.TraceId);
        var entry = FirstEntry(hash);
        if (entry == directory.Traces || HashAt(entry) != hash)
        {
            return false;
        }

        var tenant = FindLabel(Label.Tenant, Encoding.UTF8.GetBytes(TenantText.Of(span.Tenant)));
        var places = new List<RowPlace>();
        FindTrace(span.TraceId, places);
        var (block, spans, tenants) = (-1, new long[ColumnSet.BlockRows], new int[ColumnSet.BlockRows]);
        foreach (var place in places)
        {
            if (place.Block != block)
            {
                block = place.Block;
                ReadFigures(block, Figure.Span, spans.AsSpan(0, RowsOf(block)));
                ReadCodes(block, Label.Tenant, tenants.AsSpan(0, RowsOf(block)));
            }

            if (tenants[place.Row] == tenant && (ulong)spans[place.Row] == span.SpanId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A cube's cells.</summary>
    public CubeTable Cube(CubePart part) => new(this, cache.Get((Number, part.Cells.Offset), 3 * part.Cells.Raw, () => CubeLayout.Read(file.Unpack(part.Cells))), part.StepNs);

    /// <summary>A cube's quantiles of a measure, to be walked cell by cell.</summary>
    public byte[] CubeQuantiles(CubePart part, Measure measure)
    {
        var quantiles = part.Quantiles[(int)measure];
        return cache.Get((Number, quantiles.Offset), quantiles.Raw, () => file.Unpack(quantiles));
    }

    /// <summary>A block whose columns are known to be whole: they are checked the first time. Two who come at once both check.</summary>
    private BlockPart Checked(int block)
    {
        var part = directory.Blocks[block];
        if (!checkedBlocks[block])
        {
            file.Check(part.Columns[0].Offset, part.FilterOffset + part.FilterBytes - part.Columns[0].Offset, part.Checksum);
            checkedBlocks[block] = true;
        }

        return part;
    }

    private ref byte Column(ColumnPart column, int rows)
    {
        var buffer = columnBuffer ??= new byte[(8 * ColumnSet.BlockRows) + 8];
        file.Read(column.Offset, buffer.AsSpan(0, rows * column.Width));
        return ref MemoryMarshal.GetArrayDataReference(buffer);
    }

    private LabelPart Labels(Label label)
    {
        var part = directory.Labels[(int)label];
        return cache.Get((Number, part.Offset), part.Raw + (8 * LabelCount(label)), () => new LabelPart(file.Unpack(part), LabelCount(label)));
    }

    private TextBlock Text(TextPart text) => cache.Get((Number, text.Block.Offset), text.Block.Raw, () => new TextBlock(file.Unpack(text.Block), directory.Roles));

    private byte[] Runs(int block)
    {
        var part = Checked(block);
        var bytes = new byte[part.RunsBytes];
        file.Read(part.RunsOffset, bytes);
        return bytes;
    }

    private void Parents(int block, Span<long> refs)
    {
        var cursor = new ByteCursor(Runs(block));
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            cursor.Varint();
            cursor.U128();
        }

        cursor.Count();
        var spans = new long[refs.Length];
        ReadFigures(block, Figure.Span, spans);
        foreach (ref var parent in refs)
        {
            if (parent > refs.Length)
            {
                parent = cursor.I64();
            }
            else if (parent != 0)
            {
                parent = spans[parent - 1];
            }
        }

        if (cursor.Broken)
        {
            throw Damaged(block, "parents");
        }
    }

    private bool MayHoldText(TextPart text, ReadOnlySpan<byte> lowered)
    {
        Span<byte> one = stackalloc byte[1];
        for (var at = 0; at + SegmentLayout.GramBytes <= lowered.Length && at < 32; at++)
        {
            var bit = SegmentLayout.GramHash(BinaryPrimitives.ReadUInt32LittleEndian(lowered[at..])) & ((1u << text.GramBits) - 1);
            file.Read(text.GramsOffset + (bit >> 3), one);
            if ((one[0] >> (int)(bit & 7) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private ulong HashAt(int entry)
    {
        Span<byte> eight = stackalloc byte[8];
        file.Read(directory.IndexOffset + (8L * entry), eight);
        return BinaryPrimitives.ReadUInt64LittleEndian(eight);
    }

    /// <summary>The first entry at or above a hash. Hashes are spread evenly, so the place is guessed; the error is about √n entries.</summary>
    private int FirstEntry(ulong hash)
    {
        if (!checkedIndex)
        {
            file.Check(directory.IndexOffset, 12L * directory.Traces, directory.IndexChecksum);
            checkedIndex = true;
        }

        var (low, high) = (0, directory.Traces);
        var guess = (int)Math.BigMul(hash, (ulong)directory.Traces, out _);
        Span<byte> page = stackalloc byte[8 * IndexPage];
        while (low < high)
        {
            var from = Math.Clamp(guess - (IndexPage / 2), low, Math.Max(low, high - IndexPage));
            var count = Math.Min(IndexPage, high - from);
            file.Read(directory.IndexOffset + (8L * from), page[..(8 * count)]);
            var hashes = MemoryMarshal.Cast<byte, ulong>(page[..(8 * count)]);
            if (hashes[0] >= hash && from > low)
            {
                high = from;
            }
            else if (hashes[^1] < hash)
            {
                low = from + count;
            }
            else
            {
                var at = 0;
                while (hashes[at] < hash)
                {
                    at++;
                }

                return from + at;
            }

            guess = low + ((high - low) / 2);
        }

        return low;
    }

    private InvalidDataException Damaged(int block, string what) => new($"The {what} of block {block} of the segment {file.Path} are damaged.");
}
