using System.Text;
using Strata.Dialects.OpenAi.Responses;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.OpenAi.Responses;

public sealed class ResponsesWireTests
{
    private static readonly ResponsesWire Wire = ResponsesWire.Instance;

    [Fact]
    public void The_request_tells_what_routing_needs_and_only_its_model_changes()
    {
        var body = """{"previous_response_id":"resp_9","model":"m","input":"hi","max_output_tokens":7,"stream":true,"tools":[{}],"user":"u","metadata":{"a":"b"},"temperature":0}"""u8.ToArray();
        var scan = Wire.ScanRequest(body, default).Value;
        Assert.Equal(("m", "resp_9", 7, true, true, "u", 0), (scan.Model, scan.PreviousAnswerId, scan.OutputTokensMax!.Value, scan.Stream, scan.HasTools, scan.User, scan.Temperature!.Value));
        Assert.Equal("{\"a\":\"b\"}", Encoding.UTF8.GetString(scan.MetadataAt.Of(body)));
        var sent = string.Concat(Wire.Splice(body, scan, new SpliceOptions("r", AskUsage: true)).Select(p => Encoding.UTF8.GetString(p.Span)));
        Assert.Equal(Encoding.UTF8.GetString(body).Replace("\"m\"", "\"r\"", StringComparison.Ordinal), sent);
    }

    [Fact]
    public void Events_tell_text_usage_id_and_end()
    {
        var text = new Sink();
        var created = Wire.Scan(default, """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","usage":null,"error":null}}"""u8, text);
        Assert.Equal("resp_1", created.AnswerId);
        Assert.False(created.HasContent || created.HasError || created.IsEnd);
        var delta = Wire.Scan(default, """{"delta":"Hi \"you\"","type":"response.output_text.delta"}"""u8, text);
        Assert.True(delta.HasContent);
        Assert.Equal(1, (int)delta.Seen);
        Assert.True(Wire.Scan(default, """{"type":"response.function_call_arguments.delta","delta":"{}"}"""u8, text).ContentBytes == 2);
        Assert.Equal("Hi \"you\"", text.ToString());
        Assert.False(Wire.Scan(default, """{"type":"response.output_text.done","text":"Hi"}"""u8, text).HasContent);
        var end = Wire.Scan(default, """
            {"type":"response.incomplete","response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"content":[{"text":"x"}]}],
            "usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":1},"output_tokens":6,"cost":0.5}}}
            """u8, text);
        Assert.True(end.IsEnd);
        Assert.Equal((4, 6, "max_output_tokens", 0.5m), (end.Usage!.Value.Input, end.Usage.Value.Output, end.FinishReason, end.ReportedCost!.Value));
        Assert.Equal(1, (int)end.Finished);
    }

    [Theory]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"boom"}}}""", "server_error")]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"boom","param":null}""", "rate_limit_exceeded")]
    [InlineData("""{"type":"error","error":{"code":"x","message":"boom"}}""", "x")]
    [InlineData("""{"error":{"code":"x","message":"boom"}}""", "x")]
    public void Errors_are_errors_with_their_code(string data, string code)
    {
        var scan = Wire.Scan(default, Encoding.UTF8.GetBytes(data), null);
        Assert.True(scan.HasError);
        Assert.Equal((code, "boom"), (scan.ErrorCode, scan.ErrorMessage));
    }

    [Fact]
    public void A_whole_answer_tells_the_same()
    {
        var text = new Sink();
        var scan = Wire.ScanAnswer("""
            {"id":"resp_1","error":null,"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]},{"type":"function_call","arguments":"{}"}],
            "usage":{"input_tokens":5,"output_tokens":6}}
            """u8, text);
        Assert.Equal(("resp_1", 4, 11, "completed", "Hi"), (scan.AnswerId, scan.ContentBytes, scan.Usage!.Value.Total, scan.FinishReason, text.ToString()));
        Assert.True(Wire.ScanAnswer("[]"u8, null).IsBroken);
        Assert.True(Wire.Scan(default, "{"u8, null).IsBroken);
    }

    private sealed class Sink : ITextSink
    {
        private readonly StringBuilder text = new();

        public void Add(ReadOnlySpan<char> more) => text.Append(more);

        public override string ToString() => text.ToString();
    }
}
