using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Strata.Upstreams.Http1;

/// <summary>
/// One request and its answer on a connection.
/// <code>
/// open    a connection that waits, or a new one · head and small bodies in one write, large parts from where they stand · head of the answer
/// read    what came with the head first, then straight from the connection into the reader's room; chunks are decoded where they stand
/// end     the body's end gives the connection back, if both ends keep it; anything else closes it
/// cancel  closes the connection under whatever is going on
/// </code>
/// A request goes out a second time only where the connection refused its first bytes: it had been closed while it waited.
/// </summary>
internal sealed class Exchange(ConnectionPool pool, UpstreamRequest request, CancellationToken cancellationToken) : UpstreamAnswer
{
    private const int BufferBytes = 4 << 10;
    private const int JoinedBytesMax = 16 << 10;
    private const int HeadBytesMax = 64 << 10;
    private const int InterimMax = 16;
    private Connection connection = null!;
    private CancellationTokenRegistration registration;
    private byte[] buffer = [];
    private int start;
    private int end;
    private long left;
    private ChunkDecoder chunks;
    private bool isWhole;
    private bool isClosed;

    public override int Status => connection.Head.Status;

    public override long? Length => connection.Head is { IsChunked: false, Length: >= 0 and var length } ? length : null;

    public override string? Header(string name) => buffer.Length > 0 ? connection.Head.Find(buffer, name) : null;

    /// <summary>Sends, and reads the answer's head.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UpstreamAnswer> OpenAsync()
    {
        var isOpen = false;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pool.Take() is { } kept)
            {
                Hold(kept);
                if (!await SendAsync())
                {
                    Let(); // it was closed while it waited, and took nothing
                    Hold(await pool.ConnectAsync(cancellationToken));
                    await SendAsync();
                }
            }
            else
            {
                Hold(await pool.ConnectAsync(cancellationToken));
                await SendAsync();
            }

            await ReadHeadAsync();
            Frame();
            isOpen = true;
            return this;
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException || cancellationToken.IsCancellationRequested)
        {
            throw cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : new HttpRequestException(HttpRequestError.Unknown, "The connection to the provider was lost.", exception);
        }
        finally
        {
            if (!isOpen)
            {
                Dispose();
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<int> ReadAsync(Memory<byte> room)
    {
        try
        {
            while (!isWhole)
            {
                var read = start < end ? Leftover(room.Span) : await connection.ReceiveAsync(left >= 0 && left < room.Length ? room[..(int)left] : room);
                if (read == 0)
                {
                    isWhole = !connection.Head.IsChunked && left < 0 ? true : throw new IOException("The provider's answer ended before its end.");
                    isClosed = true;
                    return 0;
                }

                if (Take(room.Span[..read]) is var data and > 0)
                {
                    return data;
                }
            }

            return 0;
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The exchange was ended.", exception, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException("The connection to the provider was lost.", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (connection is null)
        {
            return;
        }

        registration.Dispose(); // waits for a cancellation that is under way
        if (isWhole && !isClosed && start == end && connection.Head.Keeps && !cancellationToken.IsCancellationRequested)
        {
            pool.Give(connection);
        }
        else
        {
            connection.Dispose();
        }

        connection = null!;
        Release();
    }

    private void Hold(Connection next)
    {
        connection = next;
        registration = cancellationToken.UnsafeRegister(static state => ((Connection)state!).Abort(), next);
    }

    private void Let()
    {
        registration.Dispose();
        connection.Dispose();
    }

    /// <summary>Sends head and body; false where a connection that had waited took nothing of it.</summary>
    private async ValueTask<bool> SendAsync()
    {
        var host = pool.HostLine;
        var rented = ArrayPool<byte>.Shared.Rent(RequestHead.BytesMax(request, host) + (int)Math.Min(request.Length, JoinedBytesMax));
        var (length, sent) = (RequestHead.Write(request, host, rented), false);
        var (first, wasUsed) = (true, connection.WasUsed);
        connection.WasUsed = true;
        try
        {
            foreach (var part in request.Body)
            {
                if (part.Length <= rented.Length - length)
                {
                    part.Span.CopyTo(rented.AsSpan(length));
                    length += part.Length;
                    continue;
                }

                if (length > 0)
                {
                    await connection.SendAsync(rented.AsMemory(0, length));
                    (first, length) = (false, 0);
                }

                await connection.SendAsync(part);
            }

            if (length > 0)
            {
                await connection.SendAsync(rented.AsMemory(0, length));
            }

            request.IsSent = true;
            sent = true;
        }
        catch (Exception exception) when (exception is SocketException or IOException && !cancellationToken.IsCancellationRequested)
        {
            if (first && wasUsed)
            {
                return false;
            }

            // It may have answered before it closed: a refusal that did not wait for the whole body.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        isClosed = !sent;
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadHeadAsync()
    {
        buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var head = connection.Head;
        head.Reset(0);
        for (var heads = 0; ;)
        {
            if (end == buffer.Length)
            {
                Grow();
            }

            var read = await connection.ReceiveAsync(buffer.AsMemory(end));
            if (read == 0)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The provider closed the connection before it answered.");
            }

            end += read;
            while (head.Read(buffer.AsSpan(0, end), out var length))
            {
                start = length;
                if (head.Status >= 200)
                {
                    return;
                }

                if (head.Status == 101 || ++heads > InterimMax)
                {
                    throw new HttpRequestException(HttpRequestError.InvalidResponse, "The provider answered with nothing but interim heads.");
                }

                head.Reset(length);
            }
        }
    }

    private void Frame()
    {
        var head = connection.Head;
        left = head.IsChunked ? -1 : head.Status is 204 or 304 ? 0 : head.Length;
        isWhole = left == 0;
        if (head is { IsChunked: false, Length: < 0 })
        {
            isClosed = true; // its end is the connection's
        }
    }

    /// <summary>What came with the head.</summary>
    private int Leftover(Span<byte> room)
    {
        var take = Math.Min(room.Length, end - start);
        if (left >= 0)
        {
            take = (int)Math.Min(take, left);
        }

        buffer.AsSpan(start, take).CopyTo(room);
        start += take;
        if (start == end)
        {
            Release();
        }

        return take;
    }

    /// <summary>The data among bytes of the connection.</summary>
    private int Take(Span<byte> bytes)
    {
        if (connection.Head.IsChunked)
        {
            var data = chunks.Decode(bytes, out var rest);
            isClosed |= rest > 0; // nobody asked for what follows
            isWhole = chunks.IsDone;
            return data;
        }

        if (left >= 0)
        {
            left -= bytes.Length;
            isWhole = left == 0;
        }

        return bytes.Length;
    }

    private void Grow()
    {
        if (buffer.Length >= HeadBytesMax)
        {
            throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, $"The head of the provider's answer has more than {HeadBytesMax} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private void Release()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            (buffer, start, end) = ([], 0, 0);
        }
    }
}
