using System.Collections.Concurrent;
using System.Diagnostics;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Pipeline;

public sealed class TracingTests
{
    [Fact]
    public async Task A_request_is_a_trace_with_cost_content_and_children_that_continues_the_callers()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Strata.Gateway",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Prices = new Dictionary<string, PriceOptions> { ["scn-echo"] = new() { Input = 1, Output = 1 } } });
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        host.Client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: "hello there", stream: true));
        await response.Content.ReadAsStringAsync(TestHost.Token);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(trace, row.TraceId);

        var mine = spans.Where(s => s.TraceId.ToHexString() == trace).ToArray();
        var root = mine.Single(s => s.Kind == ActivityKind.Server);
        Assert.Equal("00f067aa0ba902b7", root.ParentSpanId.ToHexString());
        Assert.Equal(row.CostNanos, root.GetTagItem("strata.cost.nanos"));
        Assert.Equal(row.Id, root.GetTagItem("strata.request.id"));
        Assert.Contains("hello there", (string)root.GetTagItem("gen_ai.input.messages")!);
        Assert.Contains("You said: hello there", (string)root.GetTagItem("gen_ai.output.messages")!);
        var attempt = Assert.Single(mine, s => s != root);
        Assert.Equal("chat scn-echo", attempt.OperationName);
        Assert.Equal(root.SpanId, attempt.ParentSpanId);
    }
}
