using Strata.Traces.Bytes;
using Strata.Traces.Segments;

namespace Strata.Traces.Postgres.Cache;

/// <summary>
/// The stretches of a segment that every query reads (head, tenants, directory), kept beside the list of segments, so that a segment is
/// opened, and passed over where it has nothing of the asker, without fetching any of it.
/// <code>bytes = (offset:varint stretch:block)*</code>
/// </summary>
internal sealed class PinnedParts
{
    private readonly List<(long Offset, byte[] Bytes)> parts = [];

    public static byte[] Write(Segment segment)
    {
        var into = new ByteWriter();
        foreach (var (offset, length) in segment.AlwaysRead())
        {
            var bytes = new byte[length];
            segment.ReadRaw(offset, bytes);
            into.Varint((ulong)offset);
            into.Block(bytes);
        }

        return into.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static PinnedParts Read(byte[] bytes)
    {
        var pinned = new PinnedParts();
        var cursor = new ByteCursor(bytes);
        while (!cursor.AtEnd && !cursor.Broken)
        {
            pinned.parts.Add(((long)cursor.Varint(), cursor.Block().ToArray()));
        }

        return cursor.Broken ? throw new InvalidDataException("The pinned parts of a segment end in the middle of a value.") : pinned;
    }

    public bool TryRead(long offset, Span<byte> into)
    {
        foreach (var (from, bytes) in parts)
        {
            if (offset >= from && offset + into.Length <= from + bytes.Length)
            {
                bytes.AsSpan((int)(offset - from), into.Length).CopyTo(into);
                return true;
            }
        }

        return false;
    }
}
