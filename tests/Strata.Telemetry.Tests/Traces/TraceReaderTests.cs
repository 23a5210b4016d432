using Strata.Core.Money;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Tests.Support;
using Strata.Telemetry.Traces;

namespace Strata.Telemetry.Tests.Traces;

public sealed class TraceReaderTests
{
    private readonly SpanStore store = new(new SpanLimits());

    [Fact]
    public void A_trace_is_found_by_its_id_and_by_its_request()
    {
        store.Add(Span.Of("a", 1, 2, (StrataTags.OutputTokens, 12), (StrataTags.InputTokens, 30)));
        store.Add(Span.Of("a", 1, 1, (StrataTags.Request, "req_1"), (StrataTags.CostNanos, 4310), (StrataTags.RequestModel, "smollm2")));
        var reader = new TraceReader(store);
        var trace = reader.Find(new("a"), "req_1")!;
        Assert.Equal(2, reader.Find(new("a"), 1.ToString("x32"))!.Spans.Count);
        Assert.Equal(("req_1", "smollm2", 30L, 12L), (trace.Summary.RequestId, trace.Summary.Model, trace.Summary.InputTokens, trace.Summary.OutputTokens));
        Assert.Equal(new NanoDollars(4310), trace.Summary.Cost);
        Assert.Equal(TimeSpan.FromMilliseconds(251), trace.Summary.Duration);
    }

    [Fact]
    public void Tokens_are_those_of_the_outermost_spans_whichever_ended_first()
    {
        store.Add(Span.Of("a", 1, 2, (StrataTags.InputTokens, 32)));
        store.Add(Span.Of("a", 1, 3, (StrataTags.OutputTokens, 8)));
        store.Add(Span.Of("a", 1, 1, (StrataTags.InputTokens, 32), (StrataTags.OutputTokens, 8)));
        var summary = new TraceReader(store).Last(new("a"))!.Summary;
        Assert.Equal((32L, 8L), (summary.InputTokens, summary.OutputTokens));
        store.Add(Span.Of("a", 2, 2, (StrataTags.InputTokens, 32)));
        store.Add(Span.Of("a", 2, 3, (StrataTags.OutputTokens, 8)));
        summary = new TraceReader(store).Last(new("a"))!.Summary;
        Assert.Equal((32L, 8L), (summary.InputTokens, summary.OutputTokens));
    }

    [Fact]
    public void A_trace_without_a_price_is_unpriced_and_not_free()
    {
        store.Add(Span.Of("a", 1, 1));
        Assert.Null(new TraceReader(store).Last(new("a"))!.Summary.Cost);
    }

    [Fact]
    public void A_project_never_sees_a_span_of_another_even_under_the_same_trace_id()
    {
        store.Add(Span.Of("a", 1, 1, (StrataTags.Request, "req_a")));
        store.Add(Span.Of("b", 1, 2, (StrataTags.Request, "req_b")));
        store.Add(Span.Of("", 1, 3));
        var reader = new TraceReader(store);
        Assert.Equal(["a"], reader.Find(new("a"), 1.ToString("x32"))!.Spans.Select(s => s.Project));
        Assert.Null(reader.Find(new("a"), "req_b"));
        Assert.Single(reader.Newest(new("b"), 10));
        Assert.Empty(reader.Newest(new(""), 10));
        Assert.Null(reader.Last(new("c")));
    }

    [Fact]
    public void A_service_key_sees_its_own_requests_only()
    {
        store.Add(Span.Of("a", 1, 1, (StrataTags.Key, "key_1")));
        store.Add(Span.Of("a", 2, 1, (StrataTags.Key, "key_2")));
        Assert.Equal([1.ToString("x32")], new TraceReader(store).Newest(new("a", "key_1"), 10).Select(t => t.TraceId));
    }

    [Fact]
    public void A_trace_that_another_key_joins_is_no_longer_for_one_key()
    {
        store.Add(Span.Of("a", 1, 1, (StrataTags.Key, "key_1")));
        store.Add(Span.Of("a", 1, 2, (StrataTags.Key, "key_2"), ("gen_ai.input.messages", "a secret of key 2")));
        var reader = new TraceReader(store);
        Assert.Null(reader.Find(new("a", "key_1"), 1.ToString("x32")));
        Assert.Null(reader.Find(new("a", "key_2"), 1.ToString("x32")));
        Assert.Equal(2, reader.Find(new("a"), 1.ToString("x32"))!.Spans.Count);
    }

    [Fact]
    public void Memory_stays_within_its_bound_and_the_oldest_go_first()
    {
        var small = new SpanStore(new SpanLimits { MemoryBytesMax = 20_000 });
        for (var i = 1; i <= 100; i++)
        {
            small.Add(Span.Of("a", i, 1, (StrataTags.Request, $"req_{i}"), ("prompt", new string('x', 500))));
        }

        var reader = new TraceReader(small);
        Assert.InRange(small.Bytes, 10_000, 20_000);
        Assert.NotNull(reader.Find(new("a"), "req_100"));
        Assert.Null(reader.Find(new("a"), "req_1"));
    }

    [Fact]
    public void A_span_counts_once_and_an_endless_trace_is_cut()
    {
        var small = new SpanStore(new SpanLimits { TraceSpansMax = 3 });
        Assert.True(small.Add(Span.Of("a", 1, 1)));
        Assert.False(small.Add(Span.Of("a", 1, 1)));
        Assert.True(small.Add(Span.Of("a", 1, 2)));
        Assert.True(small.Add(Span.Of("a", 1, 3)));
        Assert.False(small.Add(Span.Of("a", 1, 4)));
        Assert.Equal(1, small.Refused);
    }
}
