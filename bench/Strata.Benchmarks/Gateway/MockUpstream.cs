using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Strata.Benchmarks.Gateway;

/// <summary>
/// The provider behind every contestant, a process of its own: a fixed plain answer of 1.2 kB, or a stream of 64 pieces, an end, a
/// usage chunk and [DONE], each flushed by itself. The model's name decides: <c>paced</c> waits 20 ms between pieces, <c>hold-N</c>
/// sends one piece and keeps the stream open; when its caller leaves, the time is kept under N for <c>GET /left</c>.
/// </summary>
internal static class MockUpstream
{
    public const int Pieces = 64;
    private const string UsageJson = """{"prompt_tokens":230,"completion_tokens":150,"total_tokens":380,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}""";

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-bench","object":"chat.completion","created":1790000000,"model":"bench","choices":[CHOICE],"usage":USAGE,"system_fingerprint":"fp_bench"}"""
            .Replace("CHOICE", """{"index":0,"message":{"role":"assistant","content":"WORDS","refusal":null},"logprobs":null,"finish_reason":"stop"}""", StringComparison.Ordinal)
            .Replace("WORDS", new string('w', 800), StringComparison.Ordinal)
            .Replace("USAGE", UsageJson, StringComparison.Ordinal));

    private static readonly byte[] Piece = Chunk("""[{"index":0,"delta":{"content":" some more words"},"logprobs":null,"finish_reason":null}]""", "null");
    private static readonly byte[] Finish = Chunk("""[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]""", "null");
    private static readonly byte[] Usage = Chunk("[]", """{"prompt_tokens":230,"completion_tokens":64,"total_tokens":294}""");
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();
    private static readonly ConcurrentDictionary<string, long> Left = new();

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapGet("/left", (HttpContext http) => http.Response.WriteAsync(string.Join('\n', Left.Select(p => $"{p.Key} {p.Value}"))));
        app.MapPost("/{**path}", AnswerAsync);
        await app.StartAsync();
        Console.WriteLine("listening " + app.Urls.First());
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        http.Response.Headers["x-request-id"] = "req_bench";
        http.Response.Headers["x-ratelimit-remaining-requests"] = "9999";
        if (bytes.Span.IndexOf("\"stream\":true"u8) < 0)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Answer.Length;
            await http.Response.BodyWriter.WriteAsync(Answer);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        if (Hold(bytes.Span) is { } hold)
        {
            await HoldAsync(http, hold);
            return;
        }

        var paced = bytes.Span.IndexOf("paced"u8) >= 0;
        for (var i = 0; i < Pieces; i++)
        {
            await http.Response.BodyWriter.WriteAsync(Piece);
            if (paced)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }

        await http.Response.BodyWriter.WriteAsync(Finish);
        await http.Response.BodyWriter.WriteAsync(Usage);
        await http.Response.BodyWriter.WriteAsync(Done);
    }

    private static async Task HoldAsync(HttpContext http, string name)
    {
        await http.Response.BodyWriter.WriteAsync(Piece);
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(2), http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Left[name] = Stopwatch.GetTimestamp();
        }
    }

    private static string? Hold(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf("hold-"u8);
        return at < 0 ? null : Encoding.ASCII.GetString(body.Slice(at + 5, body[(at + 5)..].IndexOf((byte)'"')));
    }

    private static byte[] Chunk(string choices, string usage) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1790000000,"model":"bench","system_fingerprint":"fp_bench","choices":{{choices}},"usage":{{usage}}}""") + "\n\n");
}
