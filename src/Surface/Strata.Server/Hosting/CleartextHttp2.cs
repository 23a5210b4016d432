using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Strata.Server.Hosting;

/// <summary>
/// HTTP/1.1 and HTTP/2 with prior knowledge on one port without TLS, as gRPC clients need it. The web server decides the protocol
/// by TLS alone, so the first bytes of a connection decide here: HTTP/2 begins with a preface that is no HTTP/1.1 request.
/// <code>
/// connection ─ first 4 bytes are "PRI " ─ yes ─► the web server's pipeline for HTTP/2, made for a listener where nobody comes
///                                       └ no ──► its pipeline for HTTP/1.1
/// </code>
/// </summary>
internal sealed class CleartextHttp2(TimeSpan patience, TimeProvider time)
{
    private ConnectionDelegate? http2;

    private static ReadOnlySpan<byte> Preface => "PRI "u8;

    /// <summary>Makes the pipeline for HTTP/2. The listener comes last, so that the first address of the server stays a real one.</summary>
    public void AddPipeline(KestrelServerOptions kestrel) => kestrel.Listen(new HandoverEndPoint(), endpoint =>
    {
        endpoint.Protocols = HttpProtocols.Http2;
        endpoint.Use(next => http2 = next);
    });

    /// <summary>Looks at the connections of an address.</summary>
    public void Watch(ListenOptions endpoint) => endpoint.Use(next => connection => RunAsync(connection, next));

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        if (await IsHttp2Async(connection) is { } is2)
        {
            await (is2 ? http2! : http1)(connection);
        }
    }

    /// <summary>Reads until it is decided, and leaves the bytes where they are; null where the connection ends before that.</summary>
    private async ValueTask<bool?> IsHttp2Async(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(either.Token);
                var known = Math.Min(read.Buffer.Length, Preface.Length);
                var same = StartsLikePreface(read.Buffer, (int)known);
                var decided = !same || known == Preface.Length || read.IsCompleted;
                input.AdvanceTo(read.Buffer.Start, decided ? read.Buffer.Start : read.Buffer.End);
                if (decided)
                {
                    return known == 0 ? null : same && known == Preface.Length;
                }
            }
        }
        catch (OperationCanceledException)
        {
            connection.Abort(new ConnectionAbortedException("The connection sent nothing."));
            return null;
        }
        catch (ConnectionResetException)
        {
            return null;
        }
    }

    private static bool StartsLikePreface(ReadOnlySequence<byte> bytes, int count)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        bytes.Slice(0, count).CopyTo(first);
        return first[..count].SequenceEqual(Preface[..count]);
    }
}
