using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Identity;
using Strata.Core.Money;
using Strata.Telemetry.Tests.Support;
using Strata.Traces.Queries;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using TraceReader = Strata.Telemetry.Traces.TraceReader;

namespace Strata.Telemetry.Tests.Traces;

public sealed class TraceReaderTests
{
    [Fact]
    public async Task A_trace_is_found_by_its_id_and_by_its_request_whoever_began_it()
    {
        await using var host = await TelemetryHost.StartAsync();
        var reader = host.Services.GetRequiredService<TraceReader>();
        var ids = new TimeOrderedIds(TimeProvider.System);
        var (own, joined) = (ids.Next("req"), ids.Next("req"));
        var request = Own.Request("a", 1, own);
        await host.StoreAsync(
            span =>
            {
                request(span);
                span.TraceId = RequestTrace.IdOf(own);
            },
            Own.Request("a", 7, joined),
            Own.Span("a", 7, 2));
        Assert.Equal((own, "smollm2", 30L, 12L), await reader.FindAsync(Of("a"), own, default) is { Summary: var s } ? (s.RequestId, s.Model, s.InputTokens, s.OutputTokens) : default);
        var trace = (await reader.FindAsync(Of("a"), joined, default))!;
        Assert.Equal((7.ToString("x32"), 2, new NanoDollars(4_310)), (trace.Summary.TraceId, trace.Spans.Count, trace.Summary.Cost));
        Assert.Equal(TimeSpan.FromMilliseconds(251), trace.Summary.Duration);
        Assert.Equal(2, (await reader.FindAsync(Of("a"), 7.ToString("x32"), default))!.Spans.Count);
        Assert.Null(await reader.FindAsync(Of("a"), ids.Next("req"), default));
    }

    [Fact]
    public async Task A_project_never_sees_a_span_of_another_even_under_the_same_trace_id()
    {
        await using var host = await TelemetryHost.StartAsync();
        var reader = host.Services.GetRequiredService<TraceReader>();
        var (a, b) = (new TimeOrderedIds(TimeProvider.System).Next("req"), new TimeOrderedIds(TimeProvider.System).Next("req"));
        await host.StoreAsync(Own.Request("a", 1, a), Own.Request("b", 1, b), Own.Span("b", 1, 2));
        Assert.Equal(["a"], (await reader.FindAsync(Of("a"), 1.ToString("x32"), default))!.Spans.Select(s => s.Project));
        Assert.Null(await reader.FindAsync(Of("a"), b, default));
        Assert.Null(await reader.FindAsync(new TraceScope(new Tenant("another", "a")), a, default));
        Assert.Single(await reader.NewestAsync(Of("b"), 10, failedOnly: false, default));
        Assert.Null(await reader.LastAsync(Of("c"), default));
    }

    [Fact]
    public async Task A_trace_that_another_key_joins_is_no_longer_for_one_key()
    {
        await using var host = await TelemetryHost.StartAsync();
        var reader = host.Services.GetRequiredService<TraceReader>();
        await host.StoreAsync(Own.Span("a", 1, 1), Own.Span("a", 2, 1), Own.Span("a", 2, 2, s => s.Key = "key_b"));
        Assert.NotNull(await reader.FindAsync(Of("a", "key_a"), 1.ToString("x32"), default));
        Assert.Null(await reader.FindAsync(Of("a", "key_b"), 1.ToString("x32"), default));
        Assert.Null(await reader.FindAsync(Of("a", "key_a"), 2.ToString("x32"), default));
        Assert.Equal(2, (await reader.FindAsync(Of("a"), 2.ToString("x32"), default))!.Spans.Count);
    }

    [Fact]
    public async Task What_was_said_is_read_in_the_conventions_form()
    {
        await using var host = await TelemetryHost.StartAsync();
        await host.StoreAsync(Own.Span("a", 1, 1, span =>
        {
            span.Messages.Add(new SpanMessage(MessageSlot.Input, "user", "What is it \"worth\"?"u8.ToArray()));
            span.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", """[{"type":"text","content":"A lot."}]"""u8.ToArray(), IsJson: true));
            span.Attributes.Add("ratio", 0.5);
            span.Attributes.Add("yes", true);
        }));
        var span = (await host.Services.GetRequiredService<TraceReader>().LastAsync(Of("a"), default))!.Spans.Single();
        Assert.Equal("""[{"role":"user","content":"What is it \"worth\"?"}]""", span.Find("gen_ai.input.messages"));
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"A lot."}]}]""", span.Find("gen_ai.output.messages"));
        Assert.Equal(("0.5", "true", "chat", "Strata.Gateway"), (span.Find("ratio"), span.Find("yes"), span.Find("gen_ai.operation.name"), span.Source));
    }

    private static TraceScope Of(string project, string? key = null) => new(new Tenant("org", project), key);
}
