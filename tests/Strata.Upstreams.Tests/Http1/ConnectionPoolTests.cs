using System.Net.Sockets;
using System.Text;
using Strata.Tests.Shared;
using Strata.Upstreams.Http1;

namespace Strata.Upstreams.Tests.Http1;

public sealed class ConnectionPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Reply Ok = new(false, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_connection_serves_one_request_after_another()
    {
        await using var server = new ScriptedServer((_, _) => Ok);
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((200, "{}"), await AskAsync(pool, server));
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(1, pool.Idle);
        Assert.StartsWith("POST /v1/chat/completions?beta=true HTTP/1.1\r\nHost: 127.0.0.1:", server.Asked[0], StringComparison.Ordinal);
        Assert.Contains("\r\nauthorization: Bearer sk-1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}", server.Asked[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nx-usage: 1\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", true)]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nhello", true)]
    public async Task Every_framing_is_read_however_it_comes(string answer, bool closes)
    {
        for (var cut = 1; cut < answer.Length; cut++)
        {
            await using var server = new ScriptedServer((_, _) => new Reply(closes, answer[..cut], answer[cut..]));
            using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
            Assert.Equal((200, "hello"), await AskAsync(pool, server));
            Assert.Equal(closes ? 0 : 1, pool.Idle);
        }
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_it_waited_is_not_used()
    {
        await using var server = new ScriptedServer((connection, _) => connection == 1 ? Ok with { Closes = true } : Ok);
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        Assert.Equal((200, "{}"), await AskAsync(pool, server));
        await server.Left.Task.WaitAsync(Test);
        Assert.Equal((200, "{}"), await AskAsync(pool, server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_request_that_may_have_arrived_is_not_sent_again()
    {
        await using var server = new ScriptedServer((_, request) => request == 1 ? Ok : new Reply(true));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        await AskAsync(pool, server);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(pool, server));
        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n")]
    public async Task A_body_that_ends_before_its_end_is_a_failure(string answer)
    {
        await using var server = new ScriptedServer((_, _) => new Reply(true, answer));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => AskAsync(pool, server));
        Assert.Equal(0, pool.Idle);
    }

    [Fact]
    public async Task Bytes_that_nobody_asked_for_end_the_connection()
    {
        await using var server = new ScriptedServer((_, _) => new Reply(false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad"));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((200, "{}"), await AskAsync(pool, server));
        }

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_refusal_that_does_not_wait_for_the_body_is_read()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen();
        var url = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndPoint!).Port}/");
        using var pool = new ConnectionPool(url, Patience, TimeProvider.System);
        var asking = pool.SendAsync(new UpstreamRequest(url, "application/json", [new byte[8 << 20]]), Test).AsTask();
        using var peer = await listener.AcceptAsync(Test);
        await peer.SendAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Test);
        peer.Shutdown(SocketShutdown.Send);
        var sink = new byte[1 << 20];
        while (!asking.IsCompleted)
        {
            await Task.WhenAny(asking, peer.ReceiveAsync(sink, Test).AsTask()); // all may be taken before the answer is read: then nothing more comes
        }

        using var answer = await asking;
        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task Who_leaves_closes_the_connection_at_once()
    {
        await using var server = new ScriptedServer((_, _) => new Reply(false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        using var leave = new CancellationTokenSource();
        using var answer = await pool.SendAsync(Request(server.Url), leave.Token);
        var room = new byte[64];
        Assert.Equal(5, await answer.ReadAsync(room, CancellationToken.None));
        var more = answer.ReadAsync(room, CancellationToken.None).AsTask();
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more);
        await server.Left.Task.WaitAsync(Test);
        Assert.Equal(0, pool.Idle);
    }

    [Fact]
    public async Task Who_leaves_before_the_head_is_told_so()
    {
        await using var server = new ScriptedServer((_, _) => new Reply(false));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        using var leave = new CancellationTokenSource();
        var request = Request(server.Url);
        var asking = pool.SendAsync(request, leave.Token).AsTask();
        while (!request.IsSent)
        {
            await Task.Yield();
        }

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await server.Left.Task.WaitAsync(Test);
    }

    [Fact]
    public async Task An_answer_that_is_given_up_closes_its_connection()
    {
        await using var server = new ScriptedServer((_, _) => new Reply(false, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        (await pool.SendAsync(Request(server.Url), Test)).Dispose();
        await server.Left.Task.WaitAsync(Test);
        Assert.Equal(0, pool.Idle);
    }

    [Fact]
    public async Task Idle_connections_are_closed_after_a_minute()
    {
        await using var server = new ScriptedServer((_, _) => Ok);
        var time = new ManualTime();
        using var pool = new ConnectionPool(server.Url, Patience, time);
        await AskAsync(pool, server);
        Assert.Equal(1, pool.Idle);
        time.Advance(TimeSpan.FromSeconds(81));
        Assert.Equal(0, pool.Idle);
        await server.Left.Task.WaitAsync(Test);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        await using var server = new ScriptedServer((_, _) => new Reply(true, "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("a: " + new string('b', 1000) + "\r\n", 100))));
        using var pool = new ConnectionPool(server.Url, Patience, TimeProvider.System);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(pool, server));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_to_connect()
    {
        using var pool = new ConnectionPool(new Uri("http://127.0.0.1:1/"), Patience, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(async () => await pool.SendAsync(Request(new Uri("http://127.0.0.1:1/")), Test));
        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
    }

    private static UpstreamRequest Request(Uri url)
    {
        var request = new UpstreamRequest(new Uri(url, "chat/completions?beta=true"), "application/json", [Encoding.ASCII.GetBytes("{\"a\":"), Encoding.ASCII.GetBytes("\"b\"}")]);
        request.Set("authorization", "Bearer sk-1");
        request.Set("bad", "one\r\ntwo: three");
        request.Set("content-length", "77");
        return request;
    }

    private static async Task<(int Status, string Body)> AskAsync(ConnectionPool pool, ScriptedServer server)
    {
        using var answer = await pool.SendAsync(Request(server.Url), Test);
        var (body, room) = (new StringBuilder(), new byte[3]);
        for (int read; (read = await answer.ReadAsync(room, CancellationToken.None)) > 0;)
        {
            body.Append(Encoding.ASCII.GetString(room, 0, read));
        }

        return (answer.Status, body.ToString());
    }
}
