using System.Buffers.Binary;
using System.Text;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Export;

/// <summary>
/// Rows as an Apache Parquet file (format 1.0 pages): one row group for each call of <see cref="AddAsync"/>, one plain, uncompressed page a column.
/// <code>
/// "PAR1" · row groups (a column chunk each: page header · [definition levels] · values) · metadata · i32 length of the metadata · "PAR1"
/// </code>
/// Texts are required UTF-8, numbers optional INT64, times optional INT64 in microseconds of UTC.
/// </summary>
internal sealed class ParquetSheet(Stream target, IReadOnlyList<ExportColumn> columns)
{
    private const int Int64 = 2;
    private const int ByteArray = 6;
    private const int Plain = 0;
    private const int Rle = 3;
    private readonly List<(long Rows, long Bytes, List<(long Offset, long Bytes)> Chunks)> groups = [];
    private long position;

    public ValueTask BeginAsync(CancellationToken cancellationToken) => WriteAsync("PAR1"u8.ToArray(), cancellationToken);

    public async ValueTask AddAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var chunks = new List<(long Offset, long Bytes)>();
        var begin = position;
        foreach (var column in columns)
        {
            var offset = position;
            await WriteAsync(Page(column, rows), cancellationToken);
            chunks.Add((offset, position - offset));
        }

        groups.Add((rows.Count, position - begin, chunks));
    }

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        using var metadata = new MemoryStream();
        WriteMetadata(new ThriftWriter(metadata));
        var end = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(end, (int)metadata.Length);
        "PAR1"u8.CopyTo(end.AsSpan(4));
        await WriteAsync(metadata.ToArray(), cancellationToken);
        await WriteAsync(end, cancellationToken);
    }

    private static byte[] Page(ExportColumn column, IReadOnlyList<LedgerRow> rows)
    {
        using var data = new MemoryStream();
        if (column.Kind == ExportKind.Text)
        {
            WriteTexts(data, column, rows);
        }
        else
        {
            WriteNumbers(data, column, rows);
        }

        using var page = new MemoryStream();
        var header = new ThriftWriter(page);
        header.Begin(0);
        header.Int(1, 0); // DATA_PAGE
        header.Int(2, (int)data.Length);
        header.Int(3, (int)data.Length);
        header.Begin(5);
        header.Int(1, rows.Count);
        header.Int(2, Plain);
        header.Int(3, Rle);
        header.Int(4, Rle);
        header.End();
        header.End();
        data.WriteTo(page);
        return page.ToArray();
    }

    private static void WriteTexts(MemoryStream data, ExportColumn column, IReadOnlyList<LedgerRow> rows)
    {
        Span<byte> number = stackalloc byte[4];
        foreach (var row in rows)
        {
            var bytes = Encoding.UTF8.GetBytes(column.TextOf(row));
            BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
            data.Write(number);
            data.Write(bytes);
        }
    }

    private static void WriteNumbers(MemoryStream data, ExportColumn column, IReadOnlyList<LedgerRow> rows)
    {
        var values = new long?[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column.NumberOf(rows[i]);
        }

        // Definition levels: four bytes of length, then runs of present (1) and absent (0).
        using var levels = new MemoryStream();
        for (var i = 0; i < values.Length;)
        {
            var run = i;
            while (run < values.Length && values[run] is null == values[i] is null)
            {
                run++;
            }

            for (var rest = (uint)(run - i) << 1; ; rest >>= 7)
            {
                levels.WriteByte((byte)(rest >= 0x80 ? rest | 0x80 : rest));
                if (rest < 0x80)
                {
                    break;
                }
            }

            levels.WriteByte(values[i] is null ? (byte)0 : (byte)1);
            i = run;
        }

        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(number, (int)levels.Length);
        data.Write(number[..4]);
        levels.WriteTo(data);
        foreach (var value in values)
        {
            if (value is { } known)
            {
                BinaryPrimitives.WriteInt64LittleEndian(number, known);
                data.Write(number);
            }
        }
    }

    private void WriteMetadata(ThriftWriter to)
    {
        to.Begin(0);
        to.Int(1, 1);
        to.Structs(2, columns.Count + 1);
        to.Begin(0);
        to.Text(4, "schema");
        to.Int(5, columns.Count);
        to.End();
        foreach (var column in columns)
        {
            WriteSchema(to, column);
        }

        to.Long(3, groups.Sum(g => g.Rows));
        to.Structs(4, groups.Count);
        foreach (var (rows, bytes, chunks) in groups)
        {
            to.Begin(0);
            to.Structs(1, chunks.Count);
            for (var i = 0; i < chunks.Count; i++)
            {
                WriteChunk(to, columns[i], rows, chunks[i]);
            }

            to.Long(2, bytes);
            to.Long(3, rows);
            to.End();
        }

        to.Text(6, "Strata");
        to.End();
    }

    private static void WriteSchema(ThriftWriter to, ExportColumn column)
    {
        to.Begin(0);
        to.Int(1, column.Kind == ExportKind.Text ? ByteArray : Int64);
        to.Int(3, column.Kind == ExportKind.Text ? 0 : 1); // REQUIRED, OPTIONAL
        to.Text(4, column.Name);
        if (column.Kind == ExportKind.Text)
        {
            to.Int(6, 0); // UTF8
            to.Begin(10);
            to.Begin(1); // STRING
            to.End();
            to.End();
        }
        else if (column.Kind == ExportKind.Time)
        {
            to.Int(6, 10); // TIMESTAMP_MICROS
            to.Begin(10);
            to.Begin(8); // TIMESTAMP
            to.True(1); // adjusted to UTC
            to.Begin(2);
            to.Begin(2); // MICROS
            to.End();
            to.End();
            to.End();
            to.End();
        }

        to.End();
    }

    private static void WriteChunk(ThriftWriter to, ExportColumn column, long rows, (long Offset, long Bytes) chunk)
    {
        to.Begin(0);
        to.Long(2, chunk.Offset);
        to.Begin(3);
        to.Int(1, column.Kind == ExportKind.Text ? ByteArray : Int64);
        to.Ints(2, Plain, Rle);
        to.Texts(3, column.Name);
        to.Int(4, 0); // UNCOMPRESSED
        to.Long(5, rows);
        to.Long(6, chunk.Bytes);
        to.Long(7, chunk.Bytes);
        to.Long(9, chunk.Offset);
        to.End();
        to.End();
    }

    private async ValueTask WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await target.WriteAsync(bytes, cancellationToken);
        position += bytes.Length;
    }
}
