using System.Text;
using Strata.Core.Usage;
using Strata.Otlp.Logs;
using Strata.Otlp.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Logs;

public sealed class LogDecoderTests
{
    [Fact]
    public void A_record_keeps_what_it_says_and_counts_no_tokens()
    {
        using var decoder = new LogDecoder(new TextPool(), new());
        var batch = new SpanBatch();
        var body = Encoding.UTF8.GetBytes("""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"00000000000000ff","timeUnixNano":"7","severityNumber":13,"severityText":"WARN",
            "eventName":"gen_ai.client.inference.operation.details","body":{"stringValue":"text"},
            "attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"4"}},
            {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]"}}]}]}]}]}
            """);
        Assert.Equal(1, decoder.Decode(body, OtlpEncoding.Json, Decode.Tenant, "key", batch).Value.Taken);
        var span = batch[0];
        Assert.Equal(("log", "gen_ai.client.inference.operation.details"), (span.Operation, span.Name));
        Assert.Equal((0xffUL, 7L, 0L, "key"), (span.ParentId, span.StartNs, span.DurationNs, span.Key));
        Assert.Equal("log.severity_number=13, log.severity='WARN', gen_ai.usage.input_tokens=4", Decode.Attributes(span.Attributes));
        Assert.Equal("Output : text\nInput user: hi", Decode.Lines(span));
        Assert.Equal(default(TokenUsage), span.Usage);
        var first = span.SpanId;
        batch.Clear();
        decoder.Clear();
        decoder.Decode(body, OtlpEncoding.Json, Decode.Tenant, "key", batch);
        Assert.Equal(first, batch[0].SpanId);
    }
}
