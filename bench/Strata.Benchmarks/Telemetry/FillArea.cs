using System.Globalization;
using System.Net.Http.Headers;
using Strata.Otlp.Export;
using Strata.Tests.Shared.Traces;
using Strata.Traces.Spans;

namespace Strata.Benchmarks.Telemetry;

/// <summary>
/// Fills a running server with traces as a team sends them, to look at: <c>strata bench fill URL KEY [TRACES] [LARGE]</c>, by default
/// 10,000 traces over the last day and one of 50,000 spans.
/// </summary>
internal static class FillArea
{
    private const int BatchSpans = 1000;

    public static void Run(string[] args)
    {
        if (args.Length < 2)
        {
            throw new ArgumentException("usage: strata bench fill URL KEY [TRACES] [LARGE]");
        }

        Fill(args[0], args[1], Number(args, 2, 10_000), Number(args, 3, 50_000));
    }

    private static int Number(string[] args, int at, int usual) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : usual;

    private static void Fill(string url, string key, int traces, int large)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var writer = new SpanWriter(new Unmasked());
        var played = new PlayedTraces(11, default);
        var (batch, sent) = (new SpanBatch(), 0);
        for (var i = 0; i < traces; i++)
        {
            played.Add(batch, DateTimeOffset.UtcNow.AddSeconds(-60 - (i * 86_000.0 / traces)));
            if (batch.Count >= BatchSpans)
            {
                Send();
            }
        }

        played.AddStrange(batch, DateTimeOffset.UtcNow.AddMinutes(-3));
        Send();
        var id = played.AddLarge(batch, DateTimeOffset.UtcNow.AddMinutes(-5), large, _ => Send());
        Send();
        Console.WriteLine($"{sent} spans sent. The large trace: {url.TrimEnd('/')}/traces/{id:x32}");

        void Send()
        {
            using var content = new ByteArrayContent(writer.Write(batch, _ => true).Request.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = content };
            using var answer = http.Send(request);
            answer.EnsureSuccessStatusCode();
            sent += batch.Count;
            batch.Clear();
        }
    }

    private sealed class Unmasked : ITextMask
    {
        public bool KeepsMessages => true;

        public bool Keeps(ReadOnlySpan<byte> key) => true;

        public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> text) => text;
    }
}
