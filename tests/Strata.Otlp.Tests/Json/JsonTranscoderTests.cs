using System.Text;
using Strata.Otlp.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Json;

public sealed class JsonTranscoderTests : IDisposable
{
    private readonly Decode decode = new();

    public void Dispose() => decode.Dispose();

    [Fact]
    public void A_request_in_JSON_is_the_one_in_Protocol_Buffers()
    {
        var span = decode.Json(Request("""
            "name":"a\u0062","kind":3,"startTimeUnixNano":"1700000000000000000","endTimeUnixNano":1700000001000000000,"parentSpanId":null,"unknownField":{"x":[1,{}]},"flags":257,
            "attributes":[{"key":"t","value":{"stringValue":"grüße \ud83d\ude00"}},{"key":"i","value":{"intValue":"-9"}},{"key":"j","value":{"intValue":7}},{"key":"d","value":{"doubleValue":"-Infinity"}},
            {"key":"b","value":{"bytesValue":"AQI="}},{"key":"l","value":{"arrayValue":{"values":[{"doubleValue":1.5},{"boolValue":true}]}}},{"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{}}]}}}],
            "events":[{"timeUnixNano":"1700000000500000000","name":"e"}],"links":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000001"}],"status":{"code":2,"message":"no"}
            """));
        Assert.Equal(("ab", SpanKind.Client, SpanStatus.Error, "no", 257u), (span.Name, span.Kind, span.Status, span.StatusText, span.Flags));
        Assert.Equal((0x0102030405060708UL, 0xabUL, 0UL), ((ulong)(span.TraceId >> 64), span.SpanId, span.ParentId));
        Assert.Equal("t='grüße 😀', i=-9, j=7, d=-Infinityd, b=0x0102, l=[1.5d, True], m={k=Empty}", Decode.Attributes(span.Attributes));
        Assert.Equal(("e", 1_000_000_000L, 1UL), (span.Events[0].Name, span.DurationNs, span.Links[0].SpanId));
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"resourceSpans\": [", "not OTLP in JSON")]
    [InlineData("{\"resourceSpans\": {}}", "was expected")]
    [InlineData("{} {}", "not OTLP in JSON")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}""", "not hexadecimal")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_CLIENT"}]}]}]}""", "by name")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"soon"}]}]}]}""", "whole number")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}""", "half a character")]
    public void What_is_no_request_says_why(string body, string why) =>
        Assert.Contains(why, decode.All(Encoding.UTF8.GetBytes(body), OtlpEncoding.Json).Problem.Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"resourceSpans\":[", 1000));
        Assert.False(decode.All(Encoding.UTF8.GetBytes(deep), OtlpEncoding.Json).IsOk);
    }

    private static string Request(string span) =>
        $$"""{"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"0102030405060708090A0B0c0d0e0f10","spanId":"00000000000000AB",{{span}}}]}]}]}""";
}
