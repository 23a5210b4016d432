using Strata.Core.Results;
using Strata.Otlp.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Spans;

public sealed class TraceDecoderTests : IDisposable
{
    private readonly Decode decode = new();

    public void Dispose() => decode.Dispose();

    [Fact]
    public void A_span_has_its_ids_times_origin_and_attributes_of_every_kind()
    {
        var span = decode.One(new TestSpan()
            .With("a.text", "grüße").With("a.flag", true).With("a.whole", -5L).With("a.number", 1.5).With("a.bytes", new byte[] { 1, 255 })
            .With("a.list", new object[] { "x", 2L, new object[] { false } }).With("a.map", new (string, object)[] { ("k", 1L), ("l", new object[] { "y" }) }));
        Assert.Equal((UInt128.Parse("1339673755198158349044581307228491536"), 0xa1a2a3a4a5a6a7a8UL, 0UL), (span.TraceId, span.SpanId, span.ParentId));
        Assert.Equal(("chat m", SpanKind.Client, 1_000_000_000L), (span.Name, span.Kind, span.DurationNs));
        Assert.Equal(("shop", "tests", "1.0"), (span.Origin.Service, span.Origin.ScopeName, span.Origin.ScopeVersion));
        Assert.Equal(Decode.Tenant, span.Tenant);
        Assert.Equal("a.text='grüße', a.flag=True, a.whole=-5, a.number=1.5d, a.bytes=0x01ff, a.list=['x', 2, [False]], a.map={k=1, l=['y']}", Decode.Attributes(span.Attributes));
    }

    [Fact]
    public void Bad_spans_within_a_good_batch_are_counted_and_the_others_taken()
    {
        var outcome = decode.All(TestSpan.Request(
            new TestSpan { SpanId = [1, 2, 3, 4, 5, 6, 7, 8] }, new TestSpan { TraceId = [] }, new TestSpan { SpanId = new byte[8] }, new TestSpan { TraceId = new byte[15] }, new TestSpan()));
        Assert.Equal((2, 3), (outcome.Value.Taken, outcome.Value.Rejected));
        Assert.Contains("has no valid trace or span id", outcome.Value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_request_is_fine_and_a_broken_one_leaves_the_batch_alone()
    {
        Assert.Equal(0, decode.All([]).Value.Taken);
        var request = TestSpan.Request(new TestSpan(), new TestSpan());
        Assert.Equal(ProblemCode.InvalidRequest, decode.All(request[..^3]).Problem.Code);
        Assert.Equal(0, decode.Batch.Count);
        Assert.Equal(ProblemCode.InvalidRequest, decode.All([0xff, 0xff, 0xff, 0xff]).Problem.Code);
    }

    [Fact]
    public void Events_and_exceptions_stay_events()
    {
        var span = decode.One(new TestSpan().Event("exception", ("exception.type", "ValueError"), ("exception.message", "no")).Event("other"));
        Assert.Equal(("ValueError", 2), (span.ErrorType, span.Events.Count));
        Assert.Equal("exception.type='ValueError', exception.message='no'", Decode.Attributes(span.Events[0].Attributes));
        Assert.Equal(1_700_000_000_500_000_000, span.Events[0].TimeNs);
    }

    [Fact]
    public void What_one_sender_says_again_is_one_origin()
    {
        decode.All(TestSpan.Request(new TestSpan(), new TestSpan()));
        var first = decode.Batch[0].Origin;
        Assert.Same(first, decode.Batch[1].Origin);
        decode.All(TestSpan.Request(new TestSpan()));
        Assert.Same(first, decode.Batch[0].Origin);
    }

    [Fact]
    public void A_request_of_too_many_spans_is_refused_as_a_whole()
    {
        var spans = new TestSpan[32_769];
        Array.Fill(spans, new TestSpan());
        Assert.Equal(ProblemCode.TooLarge, decode.All(TestSpan.Request(spans)).Problem.Code);
        Assert.Equal(0, decode.Batch.Count);
        Assert.Equal(32_768, decode.All(TestSpan.Request(spans[1..])).Value.Taken);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        object deep = "end";
        for (var i = 0; i < 40; i++)
        {
            deep = new[] { deep };
        }

        Assert.Contains("(nested too deep)", Decode.Attributes(decode.One(new TestSpan().With("deep", deep)).Attributes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_and_says_so()
    {
        var span = decode.One(new TestSpan().With("long", new string('ü', 1 << 20)));
        Assert.StartsWith("strata.cut='long', long='üü", Decode.Attributes(span.Attributes), StringComparison.Ordinal);
        Assert.True(span.Attributes.Bytes.Length < (1 << 20) + 100);
    }
}
