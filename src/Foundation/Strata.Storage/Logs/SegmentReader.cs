using System.Buffers;
using Strata.Storage.Durability;

namespace Strata.Storage.Logs;

/// <summary>
/// Walks the records of one segment from its first, checking both checksums and that the numbers ascend by one. Reads
/// ahead in blocks; a record larger than the block grows it, up to the stated record bound.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int BlockBytes = 256 * 1024;
    private readonly ILogFile file;
    private readonly int recordBytesMax;
    private byte[] block = [];
    private long blockStart;
    private int blockLength;

    private SegmentReader(ILogFile file, SegmentHeader header, int recordBytesMax)
    {
        this.file = file;
        this.recordBytesMax = recordBytesMax;
        Header = header;
        NextSequence = header.FirstSequence;
    }

    internal SegmentHeader Header { get; }

    /// <summary>Where the next record begins.</summary>
    internal long Offset { get; private set; } = LogLayout.HeaderBytes;

    /// <summary>The number that the next record must have.</summary>
    internal long NextSequence { get; private set; }

    /// <summary>The data of the last record; valid until the next step.</summary>
    internal ReadOnlyMemory<byte> Data { get; private set; }

    internal long FileLength => file.Length;

    /// <summary>Reads the header. The reader owns the file, also where this returns what is wrong.</summary>
    internal static string? TryOpen(ILogFile file, long firstSequence, int recordBytesMax, out SegmentReader? reader)
    {
        reader = null;
        Span<byte> bytes = stackalloc byte[LogLayout.HeaderBytes];
        var read = ReadFully(file, bytes, 0);
        var wrong = LogLayout.ReadHeader(bytes[..read], out var header);
        if (wrong is null && header.FirstSequence != firstSequence)
        {
            wrong = $"its header says that it begins with record {header.FirstSequence}, its name {firstSequence}";
        }

        if (wrong is not null)
        {
            file.Dispose();
            return wrong;
        }

        reader = new SegmentReader(file, header, recordBytesMax);
        return null;
    }

    /// <summary>Goes on at a place where an earlier reader of this segment stood.</summary>
    internal void Resume(ReadPlace place)
    {
        Offset = place.Offset;
        NextSequence = place.NextSequence;
    }

    /// <summary>Steps to the next record that ends at or before <paramref name="limit"/>.</summary>
    internal SegmentStep Next(long limit)
    {
        if (Offset >= limit)
        {
            return SegmentStep.End;
        }

        if (!TryView(Offset, LogLayout.RecordHeaderBytes, limit, out var bytes)
            || !LogLayout.TryReadRecordHeader(bytes.Span, Header.Salt, out var header)
            || header.Sequence != NextSequence
            || header.Length > recordBytesMax
            || !TryView(Offset, LogLayout.RecordBytes(header.Length), limit, out bytes))
        {
            return SegmentStep.Damaged;
        }

        var data = bytes.Slice(LogLayout.RecordHeaderBytes, header.Length);
        if (Crc32C.Of(data.Span) != header.DataChecksum)
        {
            return SegmentStep.Damaged;
        }

        Data = data;
        Offset += bytes.Length;
        NextSequence++;
        return SegmentStep.Record;
    }

    /// <summary>
    /// Whether the damage at the present place is a torn tail: no record header behind it belongs to a batch that began
    /// after the missing record. Otherwise the missing record had been acknowledged, and its loss must not pass silently.
    /// </summary>
    internal bool IsTornTail()
    {
        var length = file.Length;
        for (var offset = Offset + LogLayout.Alignment; offset + LogLayout.RecordHeaderBytes <= length; offset += LogLayout.Alignment)
        {
            if (TryView(offset, LogLayout.RecordHeaderBytes, length, out var bytes)
                && LogLayout.TryReadRecordHeader(bytes.Span, Header.Salt, out var header)
                && header.BatchStart > NextSequence)
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        Return();
        file.Dispose();
    }

    /// <summary>Room for a record and, where more is to be read, for a block; rented, since followers read often and little.</summary>
    private void Make(int count, long left)
    {
        var wanted = (int)Math.Max(count, Math.Min(BlockBytes, left));
        if (block.Length < wanted)
        {
            Return();
            block = ArrayPool<byte>.Shared.Rent(wanted);
        }
    }

    private void Return()
    {
        if (block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = [];
        }
    }

    private bool TryView(long offset, int count, long limit, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (offset + count > limit)
        {
            return false;
        }

        if (offset < blockStart || offset + count > blockStart + blockLength)
        {
            Make(count, limit - offset);

            blockStart = offset;
            blockLength = ReadFully(file, block.AsSpan(0, (int)Math.Min(block.Length, limit - offset)), offset);
        }

        if (blockLength < offset - blockStart + count)
        {
            return false;
        }

        bytes = block.AsMemory((int)(offset - blockStart), count);
        return true;
    }

    private static int ReadFully(ILogFile file, Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = file.Read(buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
