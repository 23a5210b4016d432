using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>
/// CPU of one chat request outside the forward pass: Kestrel, key, scan, parse, limits, a model that answers from a constant,
/// ledger on disk, answer. The client is raw sockets in the same process; its own cost is measured against a constant answer
/// of the same host and taken off (the host's bare cost is taken off with it, so both figures are printed).
/// </summary>
internal static class InProcessArea
{
    private const int Connections = 16;

    public static void Run(string[] args)
    {
        var requests = args.Length > 0 ? int.Parse(args[0]) : 8_000;
        RunAsync(requests).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(int requests)
    {
        await using var bare = await InProcessHost.StartAsync(traced: false);
        await using var traced = await InProcessHost.StartAsync(traced: true);
        const string Messages = "\"messages\":[{\"role\":\"system\",\"content\":\"Be short.\"},{\"role\":\"user\",\"content\":\"Say a few words about the sea, and then about the hills behind it.\"}]";
        var plain = $$"""{"model":"fake","temperature":0.7,"max_tokens":64,{{Messages}}}""";
        var stream = $$"""{"model":"fake","temperature":0.7,"max_tokens":64,"stream":true,"stream_options":{"include_usage":true},{{Messages}}}""";
        Console.WriteLine($"{Connections} connections, {requests} requests a row; key with limits, durable ledger row each; answer of {InProcessHost.AnswerTokens} tokens");
        Console.WriteLine($"{"",-46}{"CPU µs/request",16}{"requests/s",14}");
        var rows = new (string Name, InProcessHost Host, string Path, string Body)[]
        {
            ("bare host, constant answer", bare, "/bare", plain),
            ("chat, plain", bare, "/v1/chat/completions", plain),
            ("chat, plain, with spans recorded", traced, "/v1/chat/completions", plain),
            ("chat, streamed", bare, "/v1/chat/completions", stream),
            ("chat, streamed, with spans recorded", traced, "/v1/chat/completions", stream),
        };
        foreach (var (_, host, path, body) in rows)
        {
            await LoadAsync(host, path, body, requests);
        }

        foreach (var (name, host, path, body) in rows)
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            await LoadAsync(host, path, body, requests);
            var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / requests;
            Console.WriteLine($"{name,-46}{used,16:F0}{requests / clock.Elapsed.TotalSeconds,14:F0}");
        }
    }

    private static Task LoadAsync(InProcessHost host, string path, string body, int requests)
    {
        var bytes = Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {host.Secret}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        return Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => AskAsync(host, bytes, requests / Connections)));
    }

    /// <summary>A closed loop on one connection. An answer's end is its length, or the chunked body's last chunk.</summary>
    private static async Task AskAsync(InProcessHost host, byte[] request, int count)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", host.Port);
        var buffer = new byte[64 << 10];
        for (var i = 0; i < count; i++)
        {
            await socket.SendAsync(request);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                length += read > 0 ? read : throw new IOException("The host closed the connection.");
            }
            while (!IsWhole(buffer.AsSpan(0, length)));
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException(Encoding.UTF8.GetString(answer));
        }

        var field = answer[..head].IndexOf("Content-Length: "u8);
        return field < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : answer.Length - head - 4 >= int.Parse(Encoding.ASCII.GetString(answer[(field + 16)..head]).Split('\r')[0]);
    }
}
