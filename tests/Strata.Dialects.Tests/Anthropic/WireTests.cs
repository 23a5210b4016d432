using System.Text;
using Strata.Core.Usage;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Anthropic;

public class WireTests
{
    private static readonly IWire Wire = AnthropicDialect.Instance.Wire!;

    [Fact]
    public void Routing_reads_what_it_needs()
    {
        const string body = """{"messages":[{"role":"user","content":"Hi"}],"model":"cl\u0061ude","max_tokens":7,"stream":true,"temperature":0.25,"metadata":{"user_id":"u","x":{"y":1}},"""
            + """ "tools":[ {"name":"f"} ],"system":"Be brief.","new":{"model":"no"}}""";
        var request = Wire.ScanRequest(Encoding.UTF8.GetBytes(body), default).Value;
        Assert.Equal(("claude", true, 7L, 0.25, "u", true), (request.Model, request.Stream, request.OutputTokensMax, request.Temperature, request.User, request.HasTools));
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", Encoding.UTF8.GetString(request.PromptAt.Of(Encoding.UTF8.GetBytes(body))));
        Assert.Equal("\"Be brief.\"", Encoding.UTF8.GetString(request.SystemAt.Of(Encoding.UTF8.GetBytes(body))));
        Assert.Equal("""{"user_id":"u","x":{"y":1}}""", Encoding.UTF8.GetString(request.MetadataAt.Of(Encoding.UTF8.GetBytes(body))));
        var parts = Wire.Splice(Encoding.UTF8.GetBytes(body), request, new SpliceOptions("re\"mote", AskUsage: true));
        Assert.Equal(body.Replace("\"cl\\u0061ude\"", "\"re\\u0022mote\"", StringComparison.Ordinal), string.Concat(parts.Select(part => Encoding.UTF8.GetString(part.Span))));
    }

    [Fact]
    public void A_body_whose_model_is_the_providers_own_passes_as_it_is()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"m","tools":[]}""");
        var request = Wire.ScanRequest(body, default).Value;
        Assert.False(request.HasTools);
        Assert.Equal(body, Assert.Single(Wire.Splice(body, request, new SpliceOptions("m", false))).ToArray());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("[1]", "object")]
    [InlineData("{", "JSON")]
    [InlineData("{}", "model")]
    [InlineData("""{"model":7}""", "model")]
    [InlineData("""{"model":"\ud800"}""", "model")]
    [InlineData("""{"model":"a","model":"b"}""", "twice")]
    [InlineData("""{"model":"a","stream":"yes"}""", "stream")]
    public void Bodies_that_cannot_be_routed_are_refused(string body, string said) =>
        Assert.Contains(said, Wire.ScanRequest(Encoding.UTF8.GetBytes(body), default).Problem.Message);

    [Fact]
    public void A_passing_stream_tells_usage_content_and_end()
    {
        var stream = Wire.OpenStream();
        var text = new Text();
        TokenUsage? usage = null;
        var bytes = 0L;
        var firstContent = -1;
        var events = AnthropicStream.Events(AnthropicStream.Text);
        for (var i = 0; i < events.Count; i++)
        {
            var scan = stream.Scan(Encoding.UTF8.GetBytes(events[i].Name), Encoding.UTF8.GetBytes(events[i].Data), text);
            Assert.False(scan.IsBroken || scan.HasError);
            Assert.Equal(events[i].Name == "message_stop", scan.IsEnd);
            usage = scan.Usage ?? usage;
            bytes += scan.ContentBytes;
            firstContent = firstContent < 0 && scan.HasContent ? i : firstContent;
            Assert.Equal(events[i].Name == "message_delta" ? "tool_use" : null, scan.FinishReason);
            Assert.Equal(events[i].Name == "message_start" ? "msg_up" : null, scan.AnswerId);
        }

        Assert.Equal(2, firstContent);
        Assert.Equal("Grüße 👩‍👩‍👧", text.ToString());
        Assert.Equal(new TokenUsage { Input = 25, CachedInput = 7, CacheWrite = 10, CacheWriteLong = 20, Output = 32, Reasoning = 8, ToolCalls = 1 }, usage);
        Assert.True(bytes > 40);
    }

    [Fact]
    public void A_stream_scan_allocates_nothing_for_text()
    {
        var stream = Wire.OpenStream();
        var data = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello there"}}"""u8.ToArray();
        stream.Scan("content_block_delta"u8, data, null); // the first is read,
        stream.Scan("content_block_delta"u8, data, null); // the second is the first that is compared: what both need once is made
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            stream.Scan("content_block_delta"u8, data, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_whole_answer_is_scanned()
    {
        var text = new Text();
        var scan = Wire.ScanAnswer("""
            {"id":"msg_1","type":"message","content":[{"type":"text","text":"Hi \"you\""},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}],"stop_reason":"tool_use",
             "usage":{"input_tokens":3,"output_tokens":4,"cost":0.25}}
            """u8, text);
        Assert.Equal(("Hi \"you\"", "tool_use", "msg_1", 0.25m), (text.ToString(), scan.FinishReason, scan.AnswerId, scan.ReportedCost));
        Assert.Equal(new TokenUsage { Input = 3, Output = 4 }, scan.Usage);
        Assert.True(scan is { HasContent: true, HasData: false, HasError: false, IsBroken: false } && scan.Finished == UInt128.One);
    }

    [Fact]
    public void Errors_and_garbage_are_seen()
    {
        var stream = Wire.OpenStream();
        var error = stream.Scan("error"u8, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""u8, null);
        Assert.Equal((true, "overloaded_error", "Overloaded"), (error.HasError, error.ErrorCode, error.ErrorMessage));
        Assert.True(stream.Scan("x"u8, "{\"type\":"u8, null).IsBroken);
        Assert.True(stream.Scan("x"u8, "[]"u8, null).IsBroken);
        Assert.False(stream.Scan("ping"u8, """{"type":"ping"}"""u8, null).HasContent);
        Assert.False(stream.Scan("x"u8, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""u8, null).HasContent);
        Assert.True(stream.Scan("x"u8, """{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"x"}}"""u8, null).HasContent);
    }

    private sealed class Text : ITextSink
    {
        private readonly StringBuilder text = new();

        public void Add(ReadOnlySpan<char> part) => text.Append(part);

        public override string ToString() => text.ToString();
    }
}
