using System.Buffers;

namespace Strata.Gateway.Upstreams;

/// <summary>
/// Cuts a stream of server-sent events into whole events without copying them: bytes stay in one rented array until they were
/// taken. What is left when the stream ends is half an event, and is never passed on.
/// </summary>
internal sealed class EventStream(Stream stream) : IDisposable
{
    public const int EventBytesMax = 16 << 20;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
    private int start;
    private int end;
    private int scanned;

    /// <summary>Takes the next whole event, its blank line included. The bytes are valid until the next fill.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> whole)
    {
        var from = Math.Max(start, scanned);
        while (true)
        {
            var at = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (at < 0)
            {
                scanned = from; // the line that begins here is not complete
                whole = default;
                return false;
            }

            var line = buffer.AsSpan(from, at);
            from += at + 1;
            if (line.IsEmpty || line is [(byte)'\r'])
            {
                whole = buffer.AsMemory(start, from - start);
                start = scanned = from;
                return true;
            }
        }
    }

    /// <summary>Reads more; false at the stream's end.</summary>
    /// <exception cref="InvalidDataException">An event is larger than the bound.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            scanned -= start;
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Grow();
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }

    /// <summary>The data of an event: its <c>data:</c> line, or several joined; empty where it has none.</summary>
    public static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> whole)
    {
        ReadOnlySpan<byte> data = default;
        var lines = 0;
        foreach (var range in whole.Split((byte)'\n'))
        {
            var line = whole[range].TrimEnd((byte)'\r');
            if (line.StartsWith("data:"u8))
            {
                line = line[5..];
                line = line is [(byte)' ', ..] ? line[1..] : line;
                data = lines++ == 0 ? line : (byte[])[.. data, (byte)'\n', .. line];
            }
        }

        return data;
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private void Grow()
    {
        if (buffer.Length >= EventBytesMax)
        {
            throw new InvalidDataException($"An event of the provider's stream is larger than {EventBytesMax} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
