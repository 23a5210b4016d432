using System.Buffers;

namespace Strata.Dialects.Framing;

/// <summary>
/// Holds the bytes of a stream until its messages are whole, without copying them: bytes stay in one rented array until they were
/// taken. What is left when the stream ends is half a message, and is never handed out. Not thread-safe.
/// </summary>
public sealed class FrameBuffer(IFrameSplitter splitter, int frameBytesMax = FrameBuffer.FrameBytesMax) : IDisposable
{
    /// <summary>The bound of a message where none is given.</summary>
    public const int FrameBytesMax = 16 << 20;

    private const int FirstBytes = 16 << 10;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int start;
    private int end;
    private int scanned;

    /// <summary>Whether bytes of a message wait for the rest of it.</summary>
    public bool HasRest => end > start;

    /// <summary>Takes the next whole message, its delimiter included. The bytes are valid until <see cref="Room"/> is asked for.</summary>
    /// <exception cref="InvalidDataException">The bytes are not of this framing.</exception>
    public bool TryTake(out ReadOnlyMemory<byte> whole)
    {
        var length = splitter.Cut(buffer.AsSpan(start, end - start), ref scanned);
        whole = buffer.AsMemory(start, length);
        start += length;
        return length > 0;
    }

    /// <summary>Room for more bytes, at least one.</summary>
    /// <exception cref="InvalidDataException">A message is larger than the bound.</exception>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Grow();
        }

        return buffer.AsMemory(end);
    }

    /// <summary>Says how many bytes were written into <see cref="Room"/>.</summary>
    public void Advance(int count) => end += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            start = end = 0;
        }
    }

    private void Grow()
    {
        if (buffer.Length >= frameBytesMax)
        {
            throw new InvalidDataException($"A message of the provider's stream is larger than {frameBytesMax} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
