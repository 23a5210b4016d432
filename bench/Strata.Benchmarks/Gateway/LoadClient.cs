using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>A closed loop over raw sockets: one request at a time on each kept connection, no HTTP library in the way.</summary>
internal static class LoadClient
{
    public static byte[] Request(Contestant to, string body, string path = "/v1/chat/completions", string more = "") => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{to.Headers}{more}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static async Task<LoadResult> RunAsync(Contestant to, string body, int connections, int requests)
    {
        var bytes = Request(to, body);
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => AskAsync(to.Port, bytes, Math.Max(1, requests / connections))));
        var seconds = clock.Elapsed.TotalSeconds;
        var kept = runs.SelectMany(r => r.Skip(r.Length * 15 / 100)).ToArray();
        double[] first = [.. kept.Select(r => r.First).Order()];
        double[] total = [.. kept.Select(r => r.Total).Order()];
        return new LoadResult(runs.Sum(r => r.Length), seconds, first, total);
    }

    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static async Task<(double First, double Total)[]> AskAsync(int port, byte[] request, int count)
    {
        var times = new (double First, double Total)[count];
        using var socket = await ConnectAsync(port);
        var answer = new AnswerReader();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            times[i].First = await answer.ReadAsync(socket) is var first && first > 0 ? Stopwatch.GetElapsedTime(start, first).TotalMilliseconds : 0;
            times[i].Total = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }
}
