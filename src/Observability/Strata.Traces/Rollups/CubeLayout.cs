using Strata.Traces.Bytes;

namespace Strata.Traces.Rollups;

/// <summary>
/// A cube as bytes, column by column, so that equal numbers stand together; packed by the segment.
/// <code>
/// cells     = count:varint labelsKept:varint start:column facts:column rows:column unpriced:column priced:column codes:column* sums:column*
/// column    = (difference to the cell before:zigzag)*
/// quantiles = (buckets:varint (bucket from the one before:varint count:varint)*)*          one section for each measure
/// </code>
/// </summary>
internal static class CubeLayout
{
    public static void Write(CubeCells cells, ByteWriter into)
    {
        into.Varint((uint)cells.Count);
        into.Varint((uint)cells.LabelsKept);
        Column(cells.Start, into);
        Column(cells.Facts, into);
        Column(cells.Rows, into);
        Column(cells.Unpriced, into);
        Column(cells.Priced, into);
        for (var i = 0; i < cells.LabelsKept; i++)
        {
            var before = 0;
            foreach (var code in cells.Codes[i])
            {
                into.Zigzag(code - before);
                before = code;
            }
        }

        foreach (var sum in cells.Sums)
        {
            Column(sum, into);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static CubeCells Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        var cells = new CubeCells(cursor.Count()) { LabelsKept = cursor.Count() };
        if (cells.LabelsKept > cells.Codes.Length)
        {
            throw new InvalidDataException($"A roll-up keeps {cells.LabelsKept} labels; this build knows {cells.Codes.Length}.");
        }

        Column(ref cursor, cells.Start);
        Column(ref cursor, cells.Facts);
        Column(ref cursor, cells.Rows);
        Column(ref cursor, cells.Unpriced);
        Column(ref cursor, cells.Priced);
        for (var i = 0; i < cells.LabelsKept; i++)
        {
            long code = 0;
            foreach (ref var value in cells.Codes[i].AsSpan())
            {
                value = (int)(code += cursor.Zigzag());
            }
        }

        foreach (var sum in cells.Sums)
        {
            Column(ref cursor, sum);
        }

        return cursor.Broken || !cursor.AtEnd ? throw new InvalidDataException("A roll-up ends in the middle of a value.") : cells;
    }

    public static void WriteQuantiles(Quantiles?[][] cells, Measure measure, ByteWriter into)
    {
        foreach (var parts in cells)
        {
            if (parts[(int)measure] is { } part)
            {
                part.Write(into);
            }
            else
            {
                into.Varint(0);
            }
        }
    }

    private static void Column(long[] values, ByteWriter into)
    {
        long before = 0;
        foreach (var value in values)
        {
            into.Zigzag(unchecked(value - before));
            before = value;
        }
    }

    private static void Column(ref ByteCursor cursor, long[] values)
    {
        long before = 0;
        foreach (ref var value in values.AsSpan())
        {
            value = before = unchecked(before + cursor.Zigzag());
        }
    }
}
