using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Collector.Export;
using Strata.Collector.Tests.Support;
using Strata.Core.Configuration;
using Strata.Traces.Spans;

namespace Strata.Collector.Tests.Export;

public sealed class ExporterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Spans_arrive_at_the_receiver_masked()
    {
        await using var receiver = await CollectorHost.StartAsync();
        await using var handler = new Receiver(_ => null);
        var target = Target(receiver.Http.BaseAddress!) with { Mask = ["PII"], MaskPatterns = ["tok-[0-9]+"], Headers = new Dictionary<string, string> { ["X-Caller"] = "onward/k/Service" } };
        await using var exporter = new Exporter(target, ExportTargets.Policy(target)!.Value.Value, handler, TimeProvider.System, NullLogger.Instance);
        exporter.Start();
        exporter.Offer(Batch("mail bob@example.com about tok-42"));
        await UntilAsync(() => exporter.Sent == 1);
        Assert.Equal(["onward k chat m chat"], receiver.Sink.Spans);
        var text = Assert.Single(receiver.Sink.Texts);
        Assert.DoesNotContain("bob@example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tok-42", text, StringComparison.Ordinal);
        Assert.Contains("mail ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_receiver_asks_for_again_is_sent_again_and_what_it_refuses_is_counted()
    {
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.BadRequest]);
        await using var handler = new Receiver(_ => answers.Dequeue());
        await using var exporter = new Exporter(Target(new Uri("http://receiver/")), null, handler, TimeProvider.System, NullLogger.Instance);
        exporter.Start();
        exporter.Offer(Batch("a"));
        await UntilAsync(() => exporter.Sent == 1);
        exporter.Offer(Batch("b"));
        await UntilAsync(() => exporter.Refused == 1);
        Assert.Equal((4, 1, 0, 0), (handler.Calls, exporter.Sent, exporter.Dropped, exporter.Waiting));
        await exporter.DisposeAsync(); // once more at the end of the test, as a server's container does
    }

    [Fact]
    public async Task A_full_queue_drops_and_counts_and_never_waits()
    {
        await using var handler = new Receiver(_ => HttpStatusCode.ServiceUnavailable, TimeSpan.FromHours(1));
        await using var exporter = new Exporter(Target(new Uri("http://receiver/")) with { QueueBytesMax = 100_000 }, null, handler, TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < 50; i++)
        {
            exporter.Offer(Batch(new string('x', 10_000)));
        }

        Assert.InRange(exporter.Dropped, 40, 49);
        Assert.InRange(exporter.Waiting, 1, 100_000);
    }

    [Fact]
    public async Task Only_the_projects_that_are_named_leave()
    {
        await using var handler = new Receiver(_ => HttpStatusCode.OK);
        await using var exporter = new Exporter(Target(new Uri("http://receiver/")) with { Projects = ["other"] }, null, handler, TimeProvider.System, NullLogger.Instance);
        exporter.Offer(Batch("a"));
        Assert.Equal(0, exporter.Waiting);
    }

    [Fact]
    public void A_target_that_cannot_be_is_refused_with_words()
    {
        var session = new ConfigSession();
        ConfigNode Leaf(string text) => new() { Scalar = text };
        ConfigNode Map(params (string Key, ConfigNode Node)[] members) => new() { Members = members.ToDictionary(m => m.Key, m => m.Node) };
        var node = Map(("export", new ConfigNode
        {
            Items =
            [
                Map(("name", Leaf("a")), ("endpoint", Leaf("nowhere"))),
                Map(("name", Leaf("a")), ("endpoint", Leaf("http://h/v1/traces")), ("mask", new ConfigNode { Items = [Leaf("NOBODY")] })),
            ],
        }));
        ExportTargets.Read(new ConfigReader(node, session));
        var found = string.Join('\n', session.Findings);
        Assert.Contains("is not an address", found, StringComparison.Ordinal);
        Assert.Contains("NOBODY", found, StringComparison.Ordinal);
        Assert.Contains("stands twice", found, StringComparison.Ordinal);
    }

    private static ExportTarget Target(Uri receiver) => new() { Name = "test", Endpoint = new Uri(receiver, "/v1/traces") };

    private static SpanBatch Batch(string text)
    {
        var batch = new SpanBatch();
        var span = batch.Add();
        (span.Tenant, span.TraceId, span.SpanId, span.StartNs, span.EndNs, span.Name, span.Operation) = (new Tenant("org", "proj"), 1, 2, 3, 4, "chat m", "chat");
        span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", System.Text.Encoding.UTF8.GetBytes(text)));
        return batch;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>Answers as it is told; with null, as the real receiver does.</summary>
    private sealed class Receiver(Func<int, HttpStatusCode?> answer, TimeSpan? wait = null) : DelegatingHandler(new SocketsHttpHandler()), IAsyncDisposable
    {
        public int Calls { get; private set; }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (answer(++Calls) is not { } status)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var response = new HttpResponseMessage(status);
            response.Headers.RetryAfter = new(wait ?? TimeSpan.Zero);
            return response;
        }
    }
}
