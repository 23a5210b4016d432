using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Strata.Upstreams.Tests;

/// <summary>A server that answers each request with bytes from a script, on loopback.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<int, int, Reply> script;
    private readonly Task running;
    private int connections;

    /// <summary>A server.</summary>
    /// <param name="script">The answer to the n-th request of the n-th connection, both counted from 1.</param>
    public ScriptedServer(Func<int, int, Reply> script)
    {
        this.script = script;
        listener.Start();
        running = Task.Run(AcceptAsync);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/");

    public int Connections => Volatile.Read(ref connections);

    /// <summary>What was asked, heads and bodies.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Ends when a connection was closed, by whichever end.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var socket = await listener.AcceptSocketAsync(stop.Token);
            _ = ServeAsync(socket, Interlocked.Increment(ref connections));
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            using var owned = socket;
            for (var request = 1; await ReadAsync(socket) is { } asked; request++)
            {
                lock (Asked)
                {
                    Asked.Add(asked);
                }

                var reply = script(number, request);
                foreach (var piece in reply.Pieces)
                {
                    await socket.SendAsync(Encoding.Latin1.GetBytes(piece), stop.Token);
                }

                if (reply.Closes)
                {
                    return;
                }
            }
        }
        catch (SocketException)
        {
            // reset
        }
        finally
        {
            Left.TrySetResult();
        }
    }

    private async Task<string?> ReadAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 << 10];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, stop.Token);
            if (read == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var whole = text.ToString();
            var head = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = whole.IndexOf("Content-Length: ", StringComparison.Ordinal);
            if (head >= 0 && length >= 0 && whole.Length >= head + 4 + int.Parse(whole.AsSpan(length + 16, whole.IndexOf('\r', length) - length - 16)))
            {
                return whole;
            }
        }
    }
}
