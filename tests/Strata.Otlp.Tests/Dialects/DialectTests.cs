using Strata.Core.Usage;
using Strata.Otlp.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Dialects;

/// <summary>One span as each dialect's own instrumentation says it: the same model call comes out.</summary>
public sealed class DialectTests : IDisposable
{
    private static readonly TokenUsage Expected = new() { Input = 60, CachedInput = 30, CacheWrite = 10, Output = 40, Reasoning = 10 };
    private readonly Decode decode = new();

    public void Dispose() => decode.Dispose();

    [Fact]
    public void GenAi_current()
    {
        var span = decode.One(new TestSpan()
            .With("gen_ai.operation.name", "chat").With("gen_ai.provider.name", "openai").With("gen_ai.request.model", "m").With("gen_ai.response.model", "m-1")
            .With("gen_ai.usage.input_tokens", 100L).With("gen_ai.usage.output_tokens", 50L).With("gen_ai.usage.cache_read.input_tokens", 30L)
            .With("gen_ai.usage.cache_creation.input_tokens", 10L).With("gen_ai.usage.reasoning.output_tokens", 10L)
            .With("gen_ai.conversation.id", "c-1").With("user.id", "u-1").With("session.id", "s-1").With("gen_ai.response.finish_reasons", new object[] { "stop" })
            .With("gen_ai.response.time_to_first_chunk", 0.25).With("gen_ai.usage.cost.amount", 0.0123).With("gen_ai.usage.cost.source", "provider")
            .With("gen_ai.system_instructions", """[{"type":"text","content":"Be brief."}]""")
            .With("gen_ai.input.messages", """
                [{"role":"user","parts":[{"type":"text","content":"Grüße \"你好\""}]},
                 {"role":"assistant","parts":[{"type":"tool_call","id":"1","name":"w","arguments":{"a":1}}]},
                 {"role":"tool","parts":[{"type":"tool_call_response","id":"1","response":"dry"}]}]
                """)
            .With("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"hello"}],"finish_reason":"stop"}]""")
            .With("gen_ai.request.temperature", 0.5));
        Call(span);
        Assert.Equal(("m-1", "c-1", "u-1", "s-1", "stop"), (span.ResponseModel, span.Conversation, span.User, span.Session, span.FinishReason));
        Assert.Equal((250_000_000L, 12_300_000L, CostSource.Provider), (span.FirstTokenNs, span.CostNanos, span.CostSource));
        Assert.Equal(
            """
            System system: Be brief.
            Input user: Grüße "你好"
            Input assistant: ~[{"type":"tool_call","id":"1","name":"w","arguments":{"a":1}}]
            Input tool: ~[{"type":"tool_call_response","id":"1","response":"dry"}]
            Output assistant: hello
            """,
            Decode.Lines(span));
        Assert.Equal("gen_ai.request.temperature=0.5d", Decode.Attributes(span.Attributes));
    }

    [Fact]
    public void GenAi_structured_messages()
    {
        (string, object)[] part = [("type", "text"), ("content", "hi")];
        (string, object)[] message = [("role", "user"), ("parts", new object[] { part })];
        var span = decode.One(new TestSpan().With("gen_ai.input.messages", new object[] { message }));
        Assert.Equal("Input user: hi", Decode.Lines(span));
    }

    [Fact]
    public void GenAi_up_to_1_36_with_events()
    {
        var span = decode.One(new TestSpan()
            .With("gen_ai.operation.name", "chat").With("gen_ai.system", "openai").With("gen_ai.request.model", "m")
            .With("gen_ai.usage.prompt_tokens", 100L).With("gen_ai.usage.completion_tokens", 50L)
            .With("gen_ai.usage.cached_tokens", 30L).With("gen_ai.usage.input_tokens.cache_write", 10L).With("gen_ai.usage.output_tokens.reasoning", 10L)
            .Event("gen_ai.system.message", ("content", "Be brief."))
            .Event("gen_ai.user.message", ("content", "hi"))
            .Event("gen_ai.assistant.message", ("tool_calls", """[{"id":"1","type":"function","function":{"name":"w","arguments":"{\"a\":1}"}}]"""))
            .Event("gen_ai.tool.message", ("id", "1"), ("content", "dry"))
            .Event("gen_ai.choice", ("finish_reason", "stop"), ("message", new (string, object)[] { ("role", "assistant"), ("content", "hello") })));
        Call(span);
        Assert.Equal(
            """
            System system: Be brief.
            Input user: hi
            Input assistant: ~[{"type":"tool_call","id":"1","name":"w","arguments":{"a":1}}]
            Input tool: ~[{"type":"tool_call_response","id":"1","response":"dry"}]
            Output assistant: hello
            """,
            Decode.Lines(span));
        Assert.Equal(("stop", 0), (span.FinishReason, span.Events.Count));
    }

    [Fact]
    public void GenAi_details_event()
    {
        var span = decode.One(new TestSpan().Event(
            "gen_ai.client.inference.operation.details", ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"""), ("gen_ai.usage.input_tokens", 3L), ("x", "y")));
        Assert.Equal("Input user: hi", Decode.Lines(span));
        Assert.Equal(3, span.Usage.Input);
        Assert.Equal("x='y'", Decode.Attributes(span.Events[0].Attributes));
    }

    [Fact]
    public void OpenInference()
    {
        var span = decode.One(new TestSpan()
            .With("openinference.span.kind", "LLM").With("llm.provider", "openai").With("llm.model_name", "m").With("llm.token_count.prompt", 100L).With("llm.token_count.completion", 50L)
            .With("llm.token_count.total", 150L).With("llm.token_count.prompt_details.cache_read", 30L).With("llm.token_count.prompt_details.cache_write", 10L)
            .With("llm.token_count.completion_details.reasoning", 10L).With("llm.cost.total", 0.5).With("input.value", "{\"raw\":1}").With("tag.tags", new object[] { "a", "b" })
            .With("llm.input_messages.1.message.role", "user").With("llm.input_messages.1.message.content", "hi")
            .With("llm.input_messages.0.message.role", "system").With("llm.input_messages.0.message.content", "Be brief.")
            .With("llm.input_messages.2.message.role", "user").With("llm.input_messages.2.message.contents.0.message_content.type", "text")
            .With("llm.input_messages.2.message.contents.0.message_content.text", "see").With("llm.input_messages.2.message.contents.1.message_content.image.image.url", "http://x/i.png")
            .With("llm.output_messages.0.message.role", "assistant").With("llm.output_messages.0.message.tool_calls.0.tool_call.id", "1")
            .With("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "w").With("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", "{\"a\":1}")
            .With("llm.tools.0.tool.json_schema", "{\"type\":\"function\"}"));
        Call(span);
        Assert.Equal(500_000_000, span.CostNanos);
        Assert.Equal(["a", "b"], span.Tags);
        Assert.Equal(
            """
            System system: Be brief.
            Input user: hi
            Input user: ~[{"type":"text","content":"see"},{"type":"uri","modality":"image","uri":"http://x/i.png"}]
            Output assistant: ~[{"type":"tool_call","id":"1","name":"w","arguments":{"a":1}}]
            Tools : ~{"type":"function"}
            """,
            Decode.Lines(span));
        Assert.Equal("input.value='{\"raw\":1}'", Decode.Attributes(span.Attributes));
    }

    [Theory]
    [InlineData("azure", "azure")]
    [InlineData(null, "openai")]
    public void OpenInference_says_the_provider_or_at_least_the_system(string? provider, string expected)
    {
        var sent = new TestSpan().With("openinference.span.kind", "LLM").With("llm.system", "openai");
        var span = decode.One(provider is null ? sent : sent.With("llm.provider", provider));
        Assert.Equal((expected, ""), (span.Provider, Decode.Attributes(span.Attributes)));
    }

    [Fact]
    public void OpenInference_retrieval()
    {
        var span = decode.One(new TestSpan().With("openinference.span.kind", "RETRIEVER").With("input.value", "q")
            .With("retrieval.documents.0.document.content", "text").With("retrieval.documents.0.document.id", "d1").With("retrieval.documents.1.document.content", "more"));
        Assert.Equal("retrieval", span.Operation);
        Assert.Equal("Input : q\nOutput : ~[{\"type\":\"text\",\"content\":\"text\"},{\"type\":\"document\",\"id\":\"d1\"}]\nOutput : more", Decode.Lines(span));
    }

    [Fact]
    public void OpenLlmetry()
    {
        var span = decode.One(new TestSpan()
            .With("llm.request.type", "chat").With("gen_ai.system", "openai").With("gen_ai.request.model", "m").With("gen_ai.usage.input_tokens", 100L).With("gen_ai.usage.output_tokens", 50L)
            .With("gen_ai.usage.cache_read_input_tokens", 30L).With("gen_ai.usage.cache_creation_input_tokens", 10L).With("llm.usage.reasoning_tokens", 10L).With("llm.usage.total_tokens", 150L)
            .With("gen_ai.prompt.0.role", "user").With("gen_ai.prompt.0.content", "hi").With("gen_ai.completion.0.role", "assistant").With("gen_ai.completion.0.content", "hello")
            .With("gen_ai.completion.0.finish_reason", "stop").With("gen_ai.completion.0.tool_calls.0.name", "w").With("gen_ai.completion.0.tool_calls.0.id", "1")
            .With("gen_ai.completion.0.tool_calls.0.arguments", "{}").With("llm.request.functions.0.name", "w").With("llm.request.functions.0.parameters", "{\"t\":1}")
            .With("traceloop.association.properties.user_id", "u-1"));
        Call(span);
        Assert.Equal(("u-1", "stop"), (span.User, span.FinishReason));
        Assert.Equal(
            """
            Input user: hi
            Output assistant: ~[{"type":"text","content":"hello"},{"type":"tool_call","id":"1","name":"w","arguments":{}}]
            Tools : ~{"type":"function","name":"w","description":"","parameters":{"t":1}}
            """,
            Decode.Lines(span));
    }

    [Fact]
    public void Vercel_inner_span()
    {
        var span = decode.One(new TestSpan()
            .With("ai.operationId", "ai.generateText.doGenerate").With("ai.model.provider", "openai").With("ai.model.id", "m").With("ai.usage.inputTokens", 100L).With("ai.usage.outputTokens", 50L)
            .With("ai.usage.inputTokenDetails.cacheReadTokens", 30L).With("ai.usage.inputTokenDetails.cacheWriteTokens", 10L).With("ai.usage.outputTokenDetails.reasoningTokens", 10L)
            .With("ai.prompt.messages", """[{"role":"user","content":[{"type":"text","text":"hi"}]},{"role":"tool","content":[{"type":"tool-result","toolCallId":"1","toolName":"w","output":"dry"}]}]""")
            .With("ai.response.text", "hello").With("ai.response.toolCalls", """[{"toolCallId":"1","toolName":"w","input":{"a":1}}]""").With("ai.response.msToFirstChunk", 12.5));
        Call(span);
        Assert.Equal(12_500_000, span.FirstTokenNs);
        Assert.Equal(
            """
            Input user: ~[{"type":"text","content":"hi"}]
            Input tool: ~[{"type":"tool_call_response","id":"1","response":"dry"}]
            Output assistant: ~[{"type":"text","content":"hello"},{"type":"tool_call","id":"1","name":"w","arguments":{"a":1}}]
            """,
            Decode.Lines(span));
    }

    [Fact]
    public void A_span_that_encloses_others_shows_their_sum_and_does_not_count_it()
    {
        var span = decode.One(new TestSpan { Kind = 1 }
            .With("ai.operationId", "ai.generateText").With("ai.usage.inputTokens", 100L).With("ai.prompt", """{"system":"Be brief.","messages":[{"role":"user","content":"hi"}]}"""));
        Assert.Equal(("invoke_agent", default(TokenUsage)), (span.Operation, span.Usage));
        Assert.Equal("ai.usage.inputTokens=100", Decode.Attributes(span.Attributes));
        Assert.Equal("System system: Be brief.\nInput user: hi", Decode.Lines(span));
        Assert.Equal(0, decode.Unmapped.Total);
    }

    [Fact]
    public void Langfuse()
    {
        var span = decode.One(new TestSpan()
            .With("langfuse.observation.type", "generation").With("gen_ai.system", "openai").With("langfuse.observation.model.name", "m")
            .With("langfuse.observation.usage_details", """{"input":60,"output":40,"total":150,"cache_read_input_tokens":30,"cache_creation_input_tokens":10,"output_reasoning_tokens":10,"strange":7}""")
            .With("langfuse.observation.cost_details", """{"input":0.1,"output":0.2}""").With("langfuse.observation.completion_start_time", "\"2023-11-14T22:13:20.500000Z\"")
            .With("langfuse.observation.input", """[{"role":"user","content":"hi"}]""").With("langfuse.observation.output", "hello").With("langfuse.trace.tags", new object[] { "t" }));
        Call(span);
        Assert.Equal((300_000_000L, 500_000_000L), (span.CostNanos, span.FirstTokenNs));
        Assert.Equal("Input user: hi\nOutput : hello", Decode.Lines(span));
        Assert.Equal([KeyValuePair.Create("usage_details.strange", 1L)], decode.Unmapped.Of("proj"));
    }

    [Fact]
    public void Tool_spans_have_arguments_and_result()
    {
        var span = decode.One(new TestSpan().With("gen_ai.operation.name", "execute_tool").With("gen_ai.tool.name", "w").With("gen_ai.tool.call.arguments", "{\"a\":1}").With("gen_ai.tool.call.result", "dry"));
        Assert.Equal(("execute_tool", "w"), (span.Operation, span.Tool));
        Assert.Equal("Input : ~{\"a\":1}\nOutput : dry", Decode.Lines(span));
    }

    [Fact]
    public void Parts_beside_the_whole_are_not_taken_off_it()
    {
        var span = decode.One(new TestSpan().With("gen_ai.usage.input_tokens", 20L).With("gen_ai.usage.cache_read.input_tokens", 900L).With("gen_ai.usage.output_tokens", 5L));
        Assert.Equal(new TokenUsage { Input = 20, CachedInput = 900, Output = 5 }, span.Usage);
    }

    [Theory]
    [InlineData("gen_ai.usage.details.accepted_prediction_tokens", true)]
    [InlineData("acme.prompt_tokens", true)]
    [InlineData("gen_ai.usage.thinking", true)]
    [InlineData("gen_ai.request.max_tokens", false)]
    [InlineData("ai.response.avgCompletionTokensPerSecond", false)]
    [InlineData("http.status_code", false)]
    public void Counts_that_no_dialect_knows_are_reported(string key, bool reported)
    {
        var span = decode.One(new TestSpan().With(key, 7L));
        Assert.Equal($"{key}=7", Decode.Attributes(span.Attributes));
        Assert.Equal(reported ? [KeyValuePair.Create(key, 1L)] : [], decode.Unmapped.Of("proj"));
    }

    [Fact]
    public void A_count_that_is_no_number_stays_an_attribute()
    {
        var span = decode.One(new TestSpan().With("gen_ai.usage.input_tokens", "many").With("gen_ai.usage.output_tokens", "12").With("llm.cost.total", double.NaN));
        Assert.Equal((new TokenUsage { Output = 12 }, (long?)null), (span.Usage, span.CostNanos));
        Assert.Equal("gen_ai.usage.input_tokens='many'", Decode.Attributes(span.Attributes));
    }

    private static void Call(SpanRecord span)
    {
        Assert.Equal(("chat", "openai", "m"), (span.Operation, span.Provider, span.RequestModel));
        Assert.Equal(Expected, span.Usage);
    }
}
