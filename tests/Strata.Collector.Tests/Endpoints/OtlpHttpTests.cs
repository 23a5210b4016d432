using System.Text;
using Strata.Collector.Tests.Support;
using Strata.Core.Results;

namespace Strata.Collector.Tests.Endpoints;

public sealed class OtlpHttpTests
{
    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/x-protobuf", false)]
    [InlineData("application/x-protobuf", true)]
    public async Task Spans_are_taken_and_the_answer_has_the_encoding_of_the_request(string type, bool zip)
    {
        await using var host = await CollectorHost.StartAsync();
        var json = type.StartsWith("application/json", StringComparison.Ordinal);
        var (status, answered, body, _) = await host.PostAsync("/v1/traces", json ? CollectorHost.Json("a") : CollectorHost.Protobuf("a"), type, zip: zip);
        Assert.Equal((200, json ? "application/json" : "application/x-protobuf", json ? "{}" : ""), (status, answered, Encoding.UTF8.GetString(body)));
        Assert.Equal(["proj key a"], host.Sink.Spans);
    }

    [Fact]
    public async Task An_empty_request_is_a_success_and_Langfuse_sends_to_its_own_path()
    {
        await using var host = await CollectorHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync("/v1/traces", [])).Status);
        Assert.Equal(200, (await host.PostAsync("/api/public/otel/v1/traces", CollectorHost.Protobuf("a"))).Status);
        Assert.Equal(["proj key a"], host.Sink.Spans);
    }

    [Fact]
    public async Task A_bad_span_within_a_good_batch_is_a_partial_success()
    {
        await using var host = await CollectorHost.StartAsync();
        var (status, _, body, _) = await host.PostAsync("/v1/traces", CollectorHost.Json("a", spanId: ""), "application/json");
        Assert.Equal(200, status);
        var text = Encoding.UTF8.GetString(body);
        Assert.StartsWith("""{"partialSuccess":{"rejectedSpans":"1","errorMessage":"1 of 1 spans were not taken.""", text, StringComparison.Ordinal);
        Assert.Empty(host.Sink.Spans);
    }

    [Fact]
    public async Task Errors_are_a_status_in_the_encoding_of_the_request()
    {
        await using var host = await CollectorHost.StartAsync();
        var broken = await host.PostAsync("/v1/traces", "{\"resourceSpans\": ["u8.ToArray(), "application/json");
        Assert.Equal((400, "application/json"), (broken.Status, broken.Type));
        Assert.StartsWith("{\"code\":3,\"message\":\"", Encoding.UTF8.GetString(broken.Body), StringComparison.Ordinal);
        var pb = await host.PostAsync("/v1/traces", [0xff, 0xff, 0xff, 0xff]);
        Assert.Equal((400, "application/x-protobuf", (byte)8, (byte)3), (pb.Status, pb.Type, pb.Body[0], pb.Body[1]));
        Assert.Equal(415, (await host.PostAsync("/v1/traces", "hello"u8.ToArray(), "text/plain")).Status);
        Assert.Equal(415, (await host.PostAsync("/v1/traces", [1], coding: "br")).Status);
        Assert.Equal(400, (await host.PostAsync("/v1/traces", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], coding: "gzip")).Status);
    }

    [Theory]
    [InlineData("proj/key/Viewer")]
    [InlineData("proj/key/Service/models")]
    public async Task Who_may_only_read_or_lacks_the_scope_is_refused(string caller)
    {
        await using var host = await CollectorHost.StartAsync();
        Assert.Equal(403, (await host.PostAsync("/v1/traces", CollectorHost.Protobuf("a"), caller: caller)).Status);
        Assert.Equal(200, (await host.PostAsync("/v1/traces", CollectorHost.Protobuf("a"), caller: "proj/key/Service/telemetry")).Status);
    }

    [Theory]
    [InlineData(ProblemCode.Overloaded, 503, "7")]
    [InlineData(ProblemCode.RateLimited, 429, "7")]
    [InlineData(ProblemCode.StorageFailed, 503, "7")]
    public async Task What_may_be_sent_again_says_when(ProblemCode code, int expected, string wait)
    {
        await using var host = await CollectorHost.StartAsync();
        host.Sink.Problem = new Problem(code, "full") { RetryAfter = TimeSpan.FromSeconds(7) };
        var (status, _, _, response) = await host.PostAsync("/v1/traces", CollectorHost.Protobuf("a"));
        Assert.Equal((expected, wait), (status, response.Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task A_body_that_unpacks_to_too_much_is_refused_and_held_memory_goes_back()
    {
        await using var host = await CollectorHost.StartAsync(("body_bytes_max", "100000"), ("in_flight_bytes_max", "1048576"));
        Assert.Equal(413, (await host.PostAsync("/v1/traces", new byte[50_000_000], zip: true)).Status);
        Assert.Equal(413, (await host.PostAsync("/v1/traces", new byte[100_001])).Status);
        Assert.NotEqual(413, (await host.PostAsync("/v1/traces", new byte[100_000], zip: true)).Status);
        var inFlight = (Bodies.InFlight)host.Services.GetService(typeof(Bodies.InFlight))!;
        Assert.Equal(0, inFlight.Bytes);
        Assert.True(inFlight.TryTake(1_000_000, 1_048_576));
        var (status, _, _, response) = await host.PostAsync("/v1/traces", new byte[90_000]);
        Assert.Equal((503, "1"), (status, response.Headers.RetryAfter?.ToString()));
    }
}
