using System.Text;
using Strata.Console.Tracing;
using Strata.Tests.Shared.Traces;
using Strata.Traces.Spans;

namespace Strata.Console.Tests.Tracing;

public sealed class ChatReaderTests
{
    [Theory]
    [InlineData("""[{"type":"text","content":"hello"}]""", "Text hello")]
    [InlineData("""[{"type":"tool_call","id":"c1","name":"find","arguments":{"q":1}}]""", "ToolCall {\n  \"q\": 1\n}")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"find","arguments":"{}"}}]}""", "ToolCall {}")]
    [InlineData("""[{"type":"tool_use","id":"t","name":"find","input":{}}]""", "ToolCall {}")]
    [InlineData("""[{"type":"tool_result","tool_use_id":"t","content":"42"}]""", "ToolResult 42")]
    [InlineData("""[{"type":"image_url","image_url":{"url":"https://elsewhere.example/a.png"}}]""", "Image https://elsewhere.example/a.png")]
    [InlineData("""[{"type":"thinking","thinking":"hm"}]""", "Reasoning hm")]
    [InlineData("""[{"type":"text","content":""", "Text [{\"type\":\"text\",\"content\":")]
    public void Parts_of_each_dialect_are_told_apart(string body, string expected)
    {
        var part = Assert.Single(Assert.Single(ChatReader.Read(Span(body), null)).Parts);
        Assert.Equal(expected, $"{part.Kind} {part.Text}");
    }

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image/svg+xml", false)]
    [InlineData("text/html", false)]
    public void Only_pictures_that_run_nothing_are_shown(string type, bool shown)
    {
        var body = $$$"""[{"type":"blob","modality":"image","mime_type":"{{{type}}}","content":"{{{PlayedTraces.Png}}}"},{"type":"image_url","image_url":{"url":"data:{{{type}}};base64,{{{PlayedTraces.Png}}}"}}]""";
        Assert.All(Assert.Single(ChatReader.Read(Span(body), null)).Parts, p => Assert.Equal(shown, p.Picture is not null));
    }

    [Fact]
    public void What_the_call_before_sent_too_is_marked()
    {
        var messages = ChatReader.Read(Span("a", "b", "c"), Span("a", "b"));
        Assert.Equal([true, true, false], messages.Select(m => m.IsKnown));
    }

    private static SpanRecord Span(params string[] bodies)
    {
        var span = new SpanRecord();
        span.Messages.AddRange(bodies.Select(b => new SpanMessage(MessageSlot.Input, "user", Encoding.UTF8.GetBytes(b), b[0] is '[' or '{')));
        return span;
    }
}
