using System.Net.Sockets;
using System.Text;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

public sealed class BrokenStreamTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task A_broken_stream_sends_its_error_event_and_then_ends_without_the_last_chunk()
    {
        using var socket = new TcpClient(server.Running.Address.Host, server.Running.Address.Port);
        await using var stream = socket.GetStream();
        var body = """{"model":"boom","stream":true,"messages":[{"role":"user","content":"hi"}]}""";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("Transfer-Encoding: chunked", answer, StringComparison.Ordinal);
        Assert.Contains("data: {\"error\":", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n", answer, StringComparison.Ordinal);
    }
}
