using System.Net.Security;
using System.Net.Sockets;

namespace Strata.Upstreams.Http1;

/// <summary>One connection to a provider, with TLS where its address says so. One exchange at a time has it.</summary>
internal sealed class Connection(Socket socket, SslStream? tls, long bornAt) : IDisposable
{
    /// <summary>When it came up, as a timestamp.</summary>
    public long BornAt => bornAt;

    /// <summary>When it was given back last, as a timestamp.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether an exchange has gone over it.</summary>
    public bool WasUsed { get; set; }

    /// <summary>The head under way; kept for the next one.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>Whether the other end closed it, or said something nobody asked for.</summary>
    public bool IsStale()
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (tls is not null)
        {
            await tls.WriteAsync(bytes);
            return;
        }

        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> room) => tls is not null ? tls.ReadAsync(room) : socket.ReceiveAsync(room, SocketFlags.None);

    /// <summary>Closes it under whatever is going on; that then fails.</summary>
    public void Abort() => socket.Dispose();

    public void Dispose()
    {
        socket.Dispose();
        tls?.Dispose();
    }
}
