namespace Strata.Traces.Live;

/// <summary>
/// Bytes that are only ever added, in chunks small enough to stay off the large object heap. One writer; readers may follow
/// places that were published to them.
/// </summary>
internal sealed class ByteArena
{
    private const int ChunkBytes = 64 * 1024;
    private byte[][] chunks = new byte[16][];
    private int count;
    private int current;
    private int used = ChunkBytes;

    /// <summary>Bytes held.</summary>
    public long Length { get; private set; }

    /// <summary>Copies bytes in and returns their place: the chunk in the high half, the offset in the low one.</summary>
    public long Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        Length += bytes.Length;
        if (bytes.Length > ChunkBytes / 2)
        {
            return (long)Push(bytes.ToArray()) << 32;
        }

        if (used + bytes.Length > ChunkBytes)
        {
            current = Push(new byte[ChunkBytes]);
            used = 0;
        }

        var at = used;
        bytes.CopyTo(chunks[current].AsSpan(at));
        used += bytes.Length;
        return ((long)current << 32) | (uint)at;
    }

    public ReadOnlyMemory<byte> Read(long place, int length) =>
        length == 0 ? default : Volatile.Read(ref chunks)[(int)(place >> 32)].AsMemory((int)place, length);

    private int Push(byte[] chunk)
    {
        if (count == chunks.Length)
        {
            var larger = new byte[2 * count][];
            chunks.CopyTo(larger, 0);
            larger[count] = chunk;
            Volatile.Write(ref chunks, larger);
        }

        chunks[count] = chunk;
        return count++;
    }
}
