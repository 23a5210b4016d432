using System.Text;
using Strata.Otlp.Export;
using Strata.Otlp.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Export;

public sealed class SpanWriterTests : IDisposable
{
    private readonly Decode from = new();
    private readonly Decode to = new();

    public void Dispose()
    {
        from.Dispose();
        to.Dispose();
    }

    [Fact]
    public void What_is_written_is_read_again_whatever_dialect_it_came_in()
    {
        var span = from.One(new TestSpan()
            .With("openinference.span.kind", "LLM").With("llm.provider", "openai").With("llm.model_name", "m").With("llm.token_count.prompt", 100L).With("llm.token_count.completion", 50L)
            .With("llm.token_count.prompt_details.cache_read", 30L).With("llm.token_count.completion_details.reasoning", 10L).With("llm.cost.total", 0.5).With("tag.tags", new object[] { "a", "b" })
            .With("session.id", "s").With("user.id", "u").With("x.list", new object[] { 1L, new (string, object)[] { ("k", 1.5) }, true })
            .With("llm.input_messages.0.message.role", "system").With("llm.input_messages.0.message.content", "Be brief.")
            .With("llm.input_messages.1.message.role", "user").With("llm.input_messages.1.message.content", "Grüße \"du\"")
            .With("llm.output_messages.0.message.role", "assistant").With("llm.output_messages.0.message.tool_calls.0.tool_call.id", "1")
            .With("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "w").With("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", "{\"a\":1}")
            .With("llm.tools.0.tool.json_schema", "{\"type\":\"function\"}").Event("moment", ("k", "v")));
        var again = Write(new Mask());
        Assert.Equal((span.Operation, span.Provider, span.RequestModel, span.Session, span.User), (again.Operation, again.Provider, again.RequestModel, again.Session, again.User));
        Assert.Equal((span.TraceId, span.SpanId, span.StartNs, span.EndNs, span.Name, span.Kind), (again.TraceId, again.SpanId, again.StartNs, again.EndNs, again.Name, again.Kind));
        Assert.Equal((span.Usage, span.CostNanos), (again.Usage, again.CostNanos));
        Assert.Equal(span.Tags, again.Tags);
        Assert.Equal(Decode.Lines(span).Replace("Tools : ~", "Tools : ~", StringComparison.Ordinal), Decode.Lines(again));
        Assert.Equal(Decode.Attributes(span.Attributes), Decode.Attributes(again.Attributes).Replace(", gen_ai.usage.cost.currency='USD'", "", StringComparison.Ordinal));
        Assert.Equal((span.Events[0].Name, Decode.Attributes(span.Events[0].Attributes)), (again.Events[0].Name, Decode.Attributes(again.Events[0].Attributes)));
        Assert.Equal(("shop", "tests"), (again.Origin.Service, again.Origin.ScopeName));
    }

    [Fact]
    public void Texts_that_are_no_messages_and_a_tools_arguments_come_through()
    {
        from.One(new TestSpan().With("input.value", "question").With("output.value", "{\"a\":1}"));
        Assert.Equal("Input : question\nOutput : ~{\"a\":1}", Decode.Lines(Write(new Mask())));
        from.One(new TestSpan().With("gen_ai.operation.name", "execute_tool").With("gen_ai.tool.name", "w").With("gen_ai.tool.call.arguments", "{\"a\":1}").With("gen_ai.tool.call.result", "dry"));
        Assert.Equal("Input : ~{\"a\":1}\nOutput : dry", Decode.Lines(Write(new Mask())));
    }

    [Fact]
    public void Every_text_goes_through_the_mask()
    {
        var span = new TestSpan().With("gen_ai.input.messages", """
            [{"role":"user","parts":[{"type":"text","content":"my secret"}]},
            {"role":"user","parts":[{"type":"text","content":"secret"},{"type":"uri","uri":"x"}]}]
            """)
            .With("note", "a secret").With("list", new object[] { "secret" }).With("private.key", "x").Event("e", ("text", "secret"));
        from.One(span);
        var masked = Write(new Mask { Word = "secret", Without = "private." });
        var all = Decode.Lines(masked) + Decode.Attributes(masked.Attributes) + Decode.Attributes(masked.Events[0].Attributes);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("private", all, StringComparison.Ordinal);
        Assert.Equal(5, all.Split("***").Length - 1);
        from.One(span);
        Assert.Empty(Write(new Mask { KeepsMessages = false }).Messages);
    }

    [Fact]
    public void Requests_behind_each_other_are_one()
    {
        using var writer = new SpanWriter(new Mask());
        from.All(TestSpan.Request(new TestSpan(), new TestSpan { SpanId = [1, 2, 3, 4, 5, 6, 7, 8] }));
        var (request, spans) = writer.Write(from.Batch, s => s.SpanId != 0x0102030405060708);
        Assert.Equal(1, spans);
        Assert.Equal(2, to.All([.. request.Span, .. request.Span]).Value.Taken);
        Assert.Equal((0, 0), (writer.Write(from.Batch, _ => false).Request.Length, writer.Write(from.Batch, _ => false).Spans));
    }

    private SpanRecord Write(Mask mask)
    {
        using var writer = new SpanWriter(mask);
        Assert.Equal(1, to.All(writer.Write(from.Batch, _ => true).Request.ToArray()).Value.Taken);
        return to.Batch[0];
    }

    private sealed class Mask : ITextMask
    {
        public string Word { get; init; } = "\0";

        public string Without { get; init; } = "\0";

        public bool KeepsMessages { get; init; } = true;

        public bool Keeps(ReadOnlySpan<byte> key) => !key.StartsWith(Encoding.UTF8.GetBytes(Without));

        ReadOnlyMemory<byte> ITextMask.Mask(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span).Replace(Word, "***", StringComparison.Ordinal));
    }
}
