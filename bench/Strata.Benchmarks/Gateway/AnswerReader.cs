using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>Reads one answer after another from a connection: by its length, or chunk by chunk. What is not 200 ends the run.</summary>
internal sealed class AnswerReader
{
    private readonly byte[] buffer = new byte[256 << 10];
    private int start;
    private int end;

    /// <summary>Reads one answer.</summary>
    /// <returns>When the first byte of the body was there.</returns>
    public async Task<long> ReadAsync(Socket socket)
    {
        int head;
        while ((head = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(socket);
        }

        var text = Encoding.ASCII.GetString(buffer, start, head);
        if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new IOException(text + "\n" + Encoding.UTF8.GetString(buffer, start + head, end - start - head));
        }

        start += head + 4;
        while (start == end)
        {
            await FillAsync(socket);
        }

        var first = Stopwatch.GetTimestamp();
        var length = text.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        if (length >= 0)
        {
            await SkipAsync(socket, int.Parse(text.AsSpan(length + 15).TrimStart() is var rest && rest.IndexOf('\r') is var at && at >= 0 ? rest[..at] : rest));
            return first;
        }

        while (await ChunkAsync(socket) > 0)
        {
        }

        return first;
    }

    private async Task<int> ChunkAsync(Socket socket)
    {
        int line;
        while ((line = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
        {
            await FillAsync(socket);
        }

        var size = Convert.ToInt32(Encoding.ASCII.GetString(buffer, start, line).Split(';')[0], 16);
        start += line + 2;
        if (size > 0)
        {
            await SkipAsync(socket, size + 2);
            return size;
        }

        // trailers, then an empty line
        while (true)
        {
            while ((line = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync(socket);
            }

            start += line + 2;
            if (line == 0)
            {
                return 0;
            }
        }
    }

    private async Task SkipAsync(Socket socket, int bytes)
    {
        while (end - start < bytes)
        {
            bytes -= end - start;
            start = end = 0;
            await FillAsync(socket);
        }

        start += bytes;
    }

    private async Task FillAsync(Socket socket)
    {
        if (start == end)
        {
            start = end = 0;
        }
        else if (end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        var read = await socket.ReceiveAsync(buffer.AsMemory(end));
        end += read > 0 ? read : throw new IOException("The connection closed before the answer's end.");
    }
}
