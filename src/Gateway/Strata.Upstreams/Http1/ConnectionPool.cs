using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Strata.Upstreams.Http1;

/// <summary>
/// The connections to one address. The one that was used last is taken first, so that those which are too many grow old: idle ones
/// are closed after a minute, all after ten, so that a name that leads elsewhere is followed.
/// </summary>
internal sealed class ConnectionPool : IUpstreamChannel
{
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(20);
    private readonly Uri url;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly EndPoint address;
    private readonly ITimer sweeper;
    private readonly Lock gate = new();
    private readonly List<Connection> idle = [];
    private bool isClosed;

    /// <summary>A pool without connections.</summary>
    /// <param name="url">Any address of the origin.</param>
    /// <param name="patience">How long a connection may take to come up, TLS included.</param>
    /// <param name="time">Ages connections.</param>
    public ConnectionPool(Uri url, TimeSpan patience, TimeProvider time)
    {
        (this.url, this.patience, this.time) = (url, patience, time);
        address = IPAddress.TryParse(url.IdnHost, out var ip) ? new IPEndPoint(ip, url.Port) : new DnsEndPoint(url.IdnHost, url.Port);
        var name = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        HostLine = Encoding.Latin1.GetBytes(url.IsDefaultPort ? $"Host: {name}\r\n" : $"Host: {name}:{url.Port}\r\n");
        sweeper = time.CreateTimer(static state => ((ConnectionPool)state!).CloseOld(), this, Sweep, Sweep);
    }

    /// <summary>The line of a request that names the host.</summary>
    public byte[] HostLine { get; }

    /// <summary>Connections that wait.</summary>
    public int Idle
    {
        get
        {
            lock (gate)
            {
                return idle.Count;
            }
        }
    }

    public ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken) => new Exchange(this, request, cancellationToken).OpenAsync();

    /// <summary>A connection that was used before and still stands; null where there is none.</summary>
    public Connection? Take()
    {
        while (true)
        {
            Connection connection;
            lock (gate)
            {
                if (idle.Count == 0)
                {
                    return null;
                }

                connection = idle[^1];
                idle.RemoveAt(idle.Count - 1);
            }

            if (!IsOld(connection) && !connection.IsStale())
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    /// <summary>Takes a connection back whose exchange came to its end.</summary>
    public void Give(Connection connection)
    {
        connection.IdleSince = time.GetTimestamp();
        lock (gate)
        {
            if (!isClosed)
            {
                idle.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>A new connection.</summary>
    public async ValueTask<Connection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? tls = null;
        try
        {
            await socket.ConnectAsync(address, either.Token);
            tls = url.Scheme == Uri.UriSchemeHttps ? await SecureAsync(socket, either.Token) : null;
            return new Connection(socket, tls, time.GetTimestamp());
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw Explain(exception, clock.IsCancellationRequested, cancellationToken);
        }
    }

    public void Dispose()
    {
        sweeper.Dispose();
        Connection[] all;
        lock (gate)
        {
            isClosed = true;
            all = [.. idle];
            idle.Clear();
        }

        foreach (var connection in all)
        {
            connection.Dispose();
        }
    }

    private async ValueTask<SslStream> SecureAsync(Socket socket, CancellationToken cancellationToken)
    {
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        try
        {
            var options = new SslClientAuthenticationOptions { TargetHost = url.IdnHost, ApplicationProtocols = [SslApplicationProtocol.Http11] };
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await tls.DisposeAsync();
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, "No secure connection to the provider came up.", exception);
        }
    }

    private static Exception Explain(Exception exception, bool ranOut, CancellationToken cancellationToken) => exception switch
    {
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        _ when ranOut => new TaskCanceledException("No connection to the provider came up in time.", new TimeoutException()),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } =>
            new HttpRequestException(HttpRequestError.NameResolutionError, "The provider's host has no address.", exception),
        HttpRequestException => exception,
        _ => new HttpRequestException(HttpRequestError.ConnectionError, "No connection to the provider came up.", exception),
    };

    private bool IsOld(Connection connection)
    {
        var now = time.GetTimestamp();
        return time.GetElapsedTime(connection.IdleSince, now) > IdleMax || time.GetElapsedTime(connection.BornAt, now) > AgeMax;
    }

    private void CloseOld()
    {
        List<Connection>? old = null;
        lock (gate)
        {
            for (var i = idle.Count - 1; i >= 0; i--)
            {
                if (IsOld(idle[i]))
                {
                    (old ??= []).Add(idle[i]);
                    idle.RemoveAt(i);
                }
            }
        }

        old?.ForEach(static connection => connection.Dispose());
    }
}
