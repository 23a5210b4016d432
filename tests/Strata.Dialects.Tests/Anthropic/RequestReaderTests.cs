using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

public class RequestReaderTests
{
    private const string Ask = """[{"role":"user","content":"Hi"}]""";

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":-1,"messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":1.5,"messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[]}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1}""", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"temperature":7.0,"messages":[{"role":"user","content":"x"}]}""", "temperature")]
    [InlineData("""{"model":"m","max_tokens":1,"top_p":1.1,"messages":[{"role":"user","content":"x"}]}""", "top_p")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"wizard","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"system","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":7}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"text":"x"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image"}]}]}""", "messages[0].content[0].source")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_9","content":"x"}]}]}""", "messages[0].content[0].tool_use_id")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tools":[{"name":"f"}]}""", "tools[0].input_schema")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"maybe"}}""", "tool_choice.type")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"thinking":{"type":"enabled"}}""", "thinking.budget_tokens")]
    [InlineData("""{"model":"m","model":"n","max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "model")]
    public void What_the_provider_refuses_is_refused_by_its_name(string body, string member)
    {
        var problem = AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body), default).Problem;
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Equal(member, problem.Field);
    }

    [Fact]
    public void Filling_the_cache_asks_for_no_answer()
    {
        Assert.Equal(0, AnthropicJson.Request($$"""{"model":"m","max_tokens":0,"messages":{{Ask}}}""").OutputTokensMax);
    }

    [Fact]
    public void Results_answer_the_calls_of_the_turn_before_them()
    {
        const string calls = """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]}""";
        const string result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}""";
        Assert.Equal(3, AnthropicJson.Request($$"""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"},{{calls}},{{result}}]}""").Messages.Count);
        var late = $$"""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"},{{calls}},{{result}},{"role":"assistant","content":"ok"},{{result}}]}""";
        Assert.Equal("messages[4].content[0].tool_use_id", AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(late), default).Problem.Field);
    }

    [Fact]
    public void Meaning_lands_in_the_model()
    {
        var request = AnthropicJson.Request($$$"""
            {"model":"m","max_tokens":9,"messages":{{{Ask}}},"system":"Be short.","metadata":{"user_id":"u"},"stop_sequences":["x"],
             "tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true},
             "thinking":{"type":"enabled","budget_tokens":2048},"a_member_of_tomorrow":[1]}
            """);
        Assert.Equal(MessageRole.System, request.Messages[0].Role);
        Assert.Equal("u", request.User);
        Assert.Equal(["x"], request.Stop);
        Assert.False(request.ParallelToolCalls);
        Assert.Equal(2048, request.Reasoning!.BudgetTokens);
        Assert.True(request.IncludeUsage);
        Assert.Equal("a_member_of_tomorrow", Assert.Single(request.Extra).Name);
    }

    [Fact]
    public void Counting_needs_no_bound()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","messages":{{Ask}},"system":"s"}""");
        var request = AnthropicDialect.ReadCountRequest(body).Value;
        Assert.Null(request.OutputTokensMax);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(AnthropicDialect.WriteCountRequest(request, AnthropicJson.Profile, output).IsOk);
        AnthropicJson.Same("""{"model":"claude-remote","system":"s","messages":[{"role":"user","content":"Hi"}]}""", System.Text.Json.Nodes.JsonNode.Parse(output.WrittenSpan)!);
    }

    [Fact]
    public void Counts_are_written_and_read()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        AnthropicDialect.WriteCountAnswer(2095, output);
        Assert.Equal("""{"input_tokens":2095}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(2095, AnthropicDialect.ReadCountAnswer(output.WrittenMemory).Value);
        Assert.False(AnthropicDialect.ReadCountAnswer("{}"u8.ToArray()).IsOk);
    }
}
