using System.Buffers.Binary;
using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>
/// Writes a block beside its place, syncs it, and renames it.
/// <code>
/// "SMB1" ─ chunks, one behind the other ─ index ─ footer: offset of the index (8) · its length (4) · its CRC-32C (4) · "1BMS"
/// index: projects { name, series { labels { name, value }, chunks { first, last − first, offset, length, count, crc } } }
/// </code>
/// </summary>
internal sealed class BlockWriter : IDisposable
{
    public const uint Magic = 0x31424D53;
    public const uint EndMagic = 0x534D4231;
    public const int FooterBytes = 20;

    private readonly string path;
    private readonly FileStream file;
    private readonly SortedDictionary<string, Dictionary<Labels, List<ChunkRef>>> index = new(StringComparer.Ordinal);
    private long offset;

    public BlockWriter(string path)
    {
        this.path = path;
        file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        file.Write(head);
        offset = 4;
    }

    public long LastMs { get; private set; } = long.MinValue;

    public bool IsEmpty => index.Count == 0;

    public void Add(string project, Labels labels, (long FirstMs, long LastMs, int Count) span, ReadOnlySpan<byte> bytes)
    {
        if (!index.TryGetValue(project, out var series))
        {
            index.Add(project, series = []);
        }

        if (!series.TryGetValue(labels, out var chunks))
        {
            series.Add(labels, chunks = []);
        }

        if (chunks.Exists(c => c.FirstMs == span.FirstMs && c.LastMs == span.LastMs && c.Count == span.Count))
        {
            return; // the same chunk from two blocks, after a crash between making a day and deleting its parts
        }

        chunks.Add(new ChunkRef(span.FirstMs, span.LastMs, offset, bytes.Length, span.Count, Crc.Of(bytes)));
        file.Write(bytes);
        offset += bytes.Length;
        LastMs = Math.Max(LastMs, span.LastMs);
    }

    /// <summary>Finishes the file and puts it in its place.</summary>
    public void Finish()
    {
        var sink = new ByteSink();
        sink.Varint((ulong)index.Count);
        foreach (var (project, series) in index)
        {
            sink.Text(project);
            sink.Varint((ulong)series.Count);
            foreach (var (labels, chunks) in series)
            {
                sink.Varint((ulong)labels.Pairs.Length);
                foreach (var (name, value) in labels.Pairs)
                {
                    sink.Text(name);
                    sink.Text(value);
                }

                sink.Varint((ulong)chunks.Count);
                foreach (var chunk in chunks.OrderBy(c => c.FirstMs))
                {
                    sink.Signed(chunk.FirstMs);
                    sink.Varint((ulong)(chunk.LastMs - chunk.FirstMs));
                    sink.Varint((ulong)chunk.Offset);
                    sink.Varint((ulong)chunk.Length);
                    sink.Varint((ulong)chunk.Count);
                    sink.Varint(chunk.Crc);
                }
            }
        }

        file.Write(sink.Written.Span);
        Span<byte> footer = stackalloc byte[FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, offset);
        BinaryPrimitives.WriteInt32LittleEndian(footer[8..], sink.Written.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[12..], Crc.Of(sink.Written.Span));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[16..], EndMagic);
        file.Write(footer);
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public void Dispose()
    {
        file.Dispose();
        File.Delete(path + ".tmp");
    }
}
