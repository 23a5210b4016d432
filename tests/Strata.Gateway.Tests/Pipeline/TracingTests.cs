using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Gateway.Tests.Support;
using Strata.Http;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Gateway.Tests.Pipeline;

public sealed class TracingTests
{
    private const string Caller = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task A_request_is_a_trace_with_cost_content_and_children_that_continues_the_callers()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        using var recording = new Recording();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { Prices = new Dictionary<string, PriceOptions> { ["scn-echo"] = new() { Input = 1, Output = 1 } } }, beside: recording);
        host.Client.DefaultRequestHeaders.Add("traceparent", $"00-{Caller}-00f067aa0ba902b7-01");
        host.Client.DefaultRequestHeaders.Add("x-strata-metadata", """{"session_id":"s-1"}""");
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: "hello there", stream: true));
        await response.Content.ReadAsStringAsync(TestHost.Token);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(Caller, row.TraceId);
        await recording.LookAsync(spans =>
        {
            Assert.Equal(2, spans.Count);
            var (root, attempt) = (spans[0], spans[1]);
            Assert.Equal((Caller, 0x00f067aa0ba902b7UL, "chat scn-echo"), (root.TraceId.ToString("x32"), root.ParentId, root.Name));
            Assert.Equal((row.CostNanos, row.Usage, "s-1", row.KeyId), (root.CostNanos, root.Usage, root.Session, root.Key));
            Assert.Equal(["hello there", "You said: hello there one two three four five"], root.Messages.Select(m => System.Text.Encoding.UTF8.GetString(m.Body.Span)));
            Assert.Equal((root.SpanId, root.TraceId, SpanKind.Client), (attempt.ParentId, attempt.TraceId, attempt.Kind));
        });
    }

    [Fact]
    public async Task A_request_of_no_callers_trace_has_the_trace_of_its_id()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        using var recording = new Recording();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream) with { CaptureContent = false }, beside: recording);
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", text: "hello there"));
        LedgerRow row = Assert.Single(await host.RowsAsync());
        Assert.Equal(RequestTrace.IdOf(row.Id).ToString("x32"), row.TraceId);
        await recording.LookAsync(spans =>
        {
            Assert.Equal((row.TraceId, 0UL), (spans[0].TraceId.ToString("x32"), spans[0].ParentId));
            Assert.Empty(spans[0].Messages); // nothing of what was said is kept where that is not wanted
        });
    }

    [Fact]
    public async Task Nothing_is_traced_where_nobody_records()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"));
        Assert.Equal("", Assert.Single(await host.RowsAsync()).TraceId);
    }

    /// <summary>A recorder beside the gateway.</summary>
    private sealed class Recording : IStrataModule, IDisposable
    {
        private readonly SpanRecorder recorder = new(new RecorderLimits());

        public string Name => "recording";

        public IReadOnlyList<Migration> Migrations => [];

        public Action Configure(ConfigReader section) => () => { };

        public void Add(IServiceCollection services) => services.AddSingleton(recorder);

        public void Map(IEndpointRouteBuilder endpoints)
        {
        }

        public async Task LookAsync(Action<IReadOnlyList<SpanRecord>> look)
        {
            var seen = 0;
            await recorder.DrainAsync(buffer =>
            {
                seen++;
                look([.. Enumerable.Range(0, buffer.Batch.Count).Select(i => buffer.Batch[i])]);
                return ValueTask.CompletedTask;
            }, default);
            Assert.Equal(1, seen);
        }

        public void Dispose() => recorder.Dispose();
    }
}
