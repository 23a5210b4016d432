using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Strata.Core.Results;

namespace Strata.Gateway.Door;

/// <summary>A request's body in one rented array, given back on disposal.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstBytes = 16 << 10;
    private byte[]? array;

    private PooledBody(byte[] array, int length)
    {
        this.array = array;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, Length);

    /// <summary>Reads a body of at most <paramref name="most"/> bytes.</summary>
    public static async ValueTask<Result<PooledBody>> ReadAsync(HttpContext context, int most, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null; // our own bound holds; the host then drains what is refused, so the caller reads the answer
        }

        if (context.Request.ContentLength > most)
        {
            return TooLarge(most);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(context.Request.ContentLength ?? 0, Math.Min(FirstBytes, most), most));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync(cancellationToken);
                var fits = length + read.Buffer.Length <= most;
                if (fits)
                {
                    buffer = Grow(buffer, length, (int)read.Buffer.Length);
                    read.Buffer.CopyTo(buffer.AsSpan(length));
                    length += (int)read.Buffer.Length;
                }

                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (!fits || read.IsCompleted)
                {
                    return fits ? Take(ref buffer, length) : TooLarge(most);
                }
            }
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge(most) : Problem.Invalid("The body ended before it was complete. Send it again.");
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref array, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static PooledBody Take(ref byte[] buffer, int length)
    {
        var taken = new PooledBody(buffer, length);
        buffer = [];
        return taken;
    }

    private static byte[] Grow(byte[] buffer, int used, int more)
    {
        if (buffer.Length - used >= more)
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(used + more, Math.Min(buffer.Length * 2, 1 << 30)));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Problem TooLarge(int most) =>
        new(ProblemCode.TooLarge, $"The body has more than {most} bytes. Send less, or raise gateway.body_bytes_max.");
}
