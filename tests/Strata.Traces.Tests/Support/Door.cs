using System.Net;
using System.Net.Sockets;

namespace Strata.Traces.Tests.Support;

/// <summary>A port that leads to PostgreSQL and can be shut: a database that is stopped and comes back.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly (string Host, int Port) to;
    private readonly List<Socket> open = [];
    private readonly Lock gate = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    public Door((string Host, int Port) to)
    {
        this.to = to;
        Open();
    }

    public int Port { get; private set; }

    public void Open()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public async Task ShutAsync()
    {
        listener?.Dispose();
        lock (gate)
        {
            open.ForEach(s => s.Close(0));
            open.Clear();
        }

        await accepting;
    }

    public async ValueTask DisposeAsync() => await ShutAsync();

    private async Task AcceptAsync(TcpListener at)
    {
        try
        {
            while (true)
            {
                var near = await at.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(to.Host, to.Port);
                lock (gate)
                {
                    open.AddRange([near, far]);
                }

                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The door was shut.
        }
    }

    private static async Task PumpAsync(Socket from, Socket into)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                await into.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Either end went.
        }
        finally
        {
            from.Close();
            into.Close();
        }
    }
}
