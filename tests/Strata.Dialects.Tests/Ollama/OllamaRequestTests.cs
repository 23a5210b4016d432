using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Ollama;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Ollama;

public sealed class OllamaRequestTests
{
    private static readonly OllamaDialect Chat = OllamaDialect.Chat;
    private static readonly OllamaDialect Generate = OllamaDialect.Generate;

    private const string Rich = """
        {"model":"m","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Look","images":["iVBORw0KGgo="]},
          {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"id":"x","function":{"name":"g","arguments":{}}}]},
          {"role":"tool","tool_name":"f","content":"one"},{"role":"tool","tool_call_id":"x","content":"two","tool_name":"g"}],
         "tools":[{"type":"function","function":{"name":"f","description":"F","parameters":{"type":"object","additionalProperties":false}}}],
         "format":{"type":"object"},"think":"high","keep_alive":"5m","logprobs":true,"top_logprobs":2,"brand_new":1,
         "options":{"num_predict":16,"temperature":0.5,"seed":1,"top_k":40,"top_p":0.9,"min_p":0.1,"repeat_penalty":1.1,"stop":["END"],"num_ctx":4096,"mirostat":1}}
        """;

    [Fact]
    public void Everything_has_a_place_and_a_stream_is_the_default()
    {
        var request = Chat.Read(Rich);
        Assert.True(request.Stream);
        Assert.Equal((16L, 0.5, 1L, 40, 0.1, 1.1), (request.OutputTokensMax, request.Temperature, request.Seed, request.TopK, request.MinP, request.RepetitionPenalty));
        Assert.Equal(("high", OutputKind.JsonSchema), (request.Reasoning!.Effort, request.Format!.Kind));
        Assert.Equal("image/png", request.Messages[1].Blocks.OfType<ImageBlock>().Single().Source.MediaType);
        var calls = request.Messages[2].Blocks.OfType<ToolCallBlock>().Select(call => call.Id).ToList();
        Assert.Equal([calls[0]], request.Messages[3].Blocks.Cast<ToolResultBlock>().Select(result => result.CallId));
        Assert.Equal(["x"], request.Messages[4].Blocks.Cast<ToolResultBlock>().Select(result => result.CallId));
        Assert.Equal(["options.num_ctx", "options.mirostat", "keep_alive", "brand_new"], request.Extra.Select(carry => carry.Name));
        Assert.Null(Chat.Read("""{"model":"m","messages":[],"options":{"num_predict":-1}}""").OutputTokensMax);
        Assert.False(Chat.Read("""{"model":"m","messages":[],"stream":false}""").Stream);
    }

    [Fact]
    public void The_same_dialect_gets_back_what_it_said()
    {
        var (body, written) = Chat.Write(Chat.Read(Rich), stream: true);
        Assert.Empty(written.Notes);
        var before = Wired.Json(Rich);
        foreach (var member in before.EnumerateObject().Where(member => member.Name is not "messages"))
        {
            Assert.True(JsonElement.DeepEquals(member.Value, body.GetProperty(member.Name)), $"{member.Name}: {body.GetProperty(member.Name)}");
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.True(JsonElement.DeepEquals(before.GetProperty("messages")[i], body.GetProperty("messages")[i]), body.GetProperty("messages")[i].GetRawText());
        }
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"owner","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":5}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","format":"xml"}""", "format")]
    [InlineData("""{"model":"m","think":"deeply"}""", "think")]
    [InlineData("""{"model":"m","options":{"temperature":"hot"}}""", "options.temperature")]
    [InlineData("""{"model":"m","tools":[{"type":"function"}]}""", "tools[0]")]
    public void Wrong_values_are_named(string body, string field)
    {
        var problem = Chat.ReadRequest(Wired.Utf8(body), default).Problem;
        Assert.Equal((ProblemCode.InvalidRequest, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void Generate_is_a_turn_or_a_raw_prompt()
    {
        var turn = Generate.Read("""{"model":"m","prompt":"p","system":"s","images":["AA=="]}""");
        Assert.Equal([MessageRole.System, MessageRole.User], turn.Messages.Select(message => message.Role));
        Assert.Equal(2, turn.Messages[1].Blocks.Count);
        var raw = Generate.Read("""{"model":"m","prompt":"<s>p","raw":true}""");
        Assert.Equal(("<s>p", null), (raw.Prompt, raw.Suffix));
        Assert.True(Generate.Write(raw).Body.GetProperty("raw").GetBoolean());
        var infill = Generate.Read("""{"model":"m","prompt":"a","suffix":"b"}""");
        Assert.Equal(("a", "b"), (infill.Prompt, infill.Suffix));
        Assert.Contains(Generate.Read("""{"model":"m","prompt":"a","template":"{{ .Prompt }}"}""").Extra, carry => carry.Name == "template");
        Assert.True(OllamaDialect.IsLoad(Generate.Read("""{"model":"m","keep_alive":0}""")));
        Assert.False(OllamaDialect.IsLoad(turn));
        var written = Generate.Write(turn).Body;
        Assert.Equal(("p", "s", "AA=="), (written.GetProperty("prompt").GetString(), written.GetProperty("system").GetString(), written.GetProperty("images")[0].GetString()));
        Assert.Equal("prompt", Chat.Refusal(raw).Field);
        Assert.Equal("messages", Generate.Refusal(Chat.Read(Rich)).Field);
    }

    [Fact]
    public void Other_dialects_are_expressed_noted_or_refused_by_name()
    {
        var request = new ChatRequest
        {
            Dialect = "anthropic",
            Model = "m",
            Messages =
            [
                new(MessageRole.System, [new TextBlock("s") { CacheControl = Wired.Utf8("{}") }]),
                new(MessageRole.Assistant, [new ThinkingBlock("t") { Origin = "anthropic", Signature = "s" }, new TextBlock("a"), new ToolCallBlock("toolu_1", "f", "{\"x\":1}")]),
                new(MessageRole.User, [new ToolResultBlock("toolu_1", [new TextBlock("bad"), new ImageBlock(new MediaSource { Base64 = "AA==" })]) { IsError = true }, new TextBlock("go on")]),
            ],
            Tools = [new ToolDefinition("f"), new ToolDefinition("g")],
            ToolChoice = new ToolChoice(ToolChoiceKind.Allowed) { Names = ["f"] },
            Reasoning = new ReasoningOptions { Enabled = true, BudgetTokens = 4_000 },
            User = "u",
        };
        var (body, written) = Chat.Write(request);
        var messages = body.GetProperty("messages");
        Assert.Equal(["system", "assistant", "tool", "user"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(("The tool failed:\nbad", "f", "toolu_1"), (messages[2].GetProperty("content").GetString(), messages[2].GetProperty("tool_name").GetString(), messages[2].GetProperty("tool_call_id").GetString()));
        Assert.Equal("AA==", messages[2].GetProperty("images")[0].GetString());
        Assert.False(messages[1].TryGetProperty("thinking", out _));
        Assert.Equal("medium", body.GetProperty("think").GetString());
        Assert.Equal(1, body.GetProperty("tools").GetArrayLength());
        Assert.Equal(6, written.Notes.Count);
        Assert.Equal("tool_choice", Chat.Refusal(request with { ToolChoice = new ToolChoice(ToolChoiceKind.Required) }).Field);
        Assert.False(Chat.Write(request with { ToolChoice = new ToolChoice(ToolChoiceKind.None) }).Body.TryGetProperty("tools", out _));
        Assert.Equal("messages[0].content[0]", Chat.Refusal(request with { Messages = [new(MessageRole.User, [new ImageBlock(new MediaSource { Url = "https://example.org/a.png" })])] }).Field);
        Assert.Equal("n", Chat.Refusal(request with { Dialect = "openai.chat", Choices = 2 }).Field);
    }

    [Fact]
    public void The_byte_path_replaces_the_model_and_nothing_else()
    {
        var body = Wired.Utf8(Rich);
        var request = Chat.Wire!.ScanRequest(body, default).Value;
        Assert.Equal(("m", true, 16L, 0.5, true), (request.Model, request.Stream, request.OutputTokensMax, request.Temperature, request.HasTools));
        var spliced = string.Concat(Chat.Wire.Splice(body, request, new("re\"mote", true)).Select(part => Encoding.UTF8.GetString(part.Span)));
        Assert.Equal(Rich.Replace("\"model\":\"m\"", "\"model\":\"re\\\"mote\"", StringComparison.Ordinal), spliced);
        Assert.Equal("model", Chat.Wire.ScanRequest("""{"model":"a","model":"b"}"""u8, default).Problem.Field);
    }

    [Fact]
    public void Damaged_bodies_are_problems_never_exceptions()
    {
        foreach (var body in Fuzz.Of(Rich, 4))
        {
            if (Chat.ReadRequest(body, default).Try(out var request, out _))
            {
                Chat.WriteRequest(request, new WriteProfile("m"), new ArrayBufferWriter<byte>());
            }

            Generate.ReadRequest(body, default);
            Chat.Wire!.ScanRequest(body, default);
        }
    }
}
