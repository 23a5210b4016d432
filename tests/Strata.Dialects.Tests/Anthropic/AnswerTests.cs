using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

public class AnswerTests
{
    private const string Whole = """
        {"id":"msg_up","type":"message","role":"assistant","model":"claude-up","container":{"id":"c1","expires_at":"z"},
         "content":[{"type":"thinking","thinking":"Hm.","signature":"s=="},{"type":"redacted_thinking","data":"d=="},
           {"type":"text","text":"Hi","citations":[{"type":"web_search_result_location","url":"u","encrypted_index":"e"}]},
           {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"},"caller":{"type":"direct"}},
           {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1.0},"caller":{"type":"direct"}}],
         "stop_reason":"pause_turn","stop_sequence":null,"stop_details":{"type":"refusal","category":"cyber"},
         "usage":{"input_tokens":5,"cache_creation_input_tokens":9,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":7},
           "output_tokens":20,"output_tokens_details":{"thinking_tokens":6},"service_tier":"priority","inference_geo":"eu","server_tool_use":{"web_search_requests":3,"web_fetch_requests":0}}}
        """;

    [Fact]
    public void An_answer_that_is_read_and_written_again_says_the_same() =>
        AnthropicJson.Same(Whole, AnthropicJson.Write(AnthropicJson.Answer(Whole), new AnswerHead("up", 0, "claude-up")));

    [Fact]
    public void Tokens_are_told_apart_by_price()
    {
        var answer = AnthropicJson.Answer(Whole);
        Assert.Equal(new TokenUsage { Input = 5, CachedInput = 4, CacheWrite = 2, CacheWriteLong = 7, Output = 14, Reasoning = 6, ToolCalls = 3 }, answer.Usage);
        Assert.Equal((StopReason.Pause, "priority"), (answer.Choices[0].StopReason, answer.ServiceTier));
    }

    [Fact]
    public void What_a_compaction_used_is_paid_too()
    {
        var answer = AnthropicJson.Answer("""
            {"id":"m","type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":5,
             "iterations":[{"type":"compaction","input_tokens":1000,"output_tokens":50,"cache_read_input_tokens":3,"cache_creation_input_tokens":2},{"type":"message","input_tokens":10,"output_tokens":5}]}}
            """);
        Assert.Equal(new TokenUsage { Input = 1010, CachedInput = 3, CacheWrite = 2, Output = 55 }, answer.Usage);
    }

    [Theory]
    [InlineData("""{"input_tokens":-1,"output_tokens":5}""")]
    [InlineData("""{"input_tokens":1.5,"output_tokens":5}""")]
    [InlineData("""{"input_tokens":"7","output_tokens":5}""")]
    [InlineData("""{"input_tokens":9999999999999,"output_tokens":5}""")]
    [InlineData("""{}""")]
    [InlineData("""7""")]
    public void Counts_that_cannot_be_are_no_counts(string usage) =>
        Assert.Null(AnthropicJson.Answer($$"""{"id":"m","type":"message","content":[],"usage":{{(usage == "7" ? "null" : usage)}}}""").Usage);

    [Fact]
    public void An_error_inside_HTTP_200_is_an_error()
    {
        var problem = AnthropicDialect.Instance.ReadAnswer("""{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"""u8.ToArray()).Problem;
        Assert.Equal((ProblemCode.Overloaded, "overloaded_error"), (problem.Code, problem.DialectCode));
    }

    [Fact]
    public void An_empty_answer_is_an_answer()
    {
        var answer = AnthropicJson.Answer("""{"id":"m","type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":0}}""");
        Assert.Empty(answer.Choices[0].Blocks);
        Assert.Equal(3, answer.Usage!.Value.Input);
    }

    [Theory]
    [InlineData(StopReason.EndOfTurn, "end_turn")]
    [InlineData(StopReason.Length, "max_tokens")]
    [InlineData(StopReason.StopSequence, "stop_sequence")]
    [InlineData(StopReason.ToolCalls, "tool_use")]
    [InlineData(StopReason.ContentFilter, "refusal")]
    [InlineData(StopReason.Refusal, "refusal")]
    [InlineData(StopReason.ContextFull, "model_context_window_exceeded")]
    public void Answers_of_other_dialects_end_in_this_ones_words(StopReason reason, string word)
    {
        var answer = new ChatAnswer { Dialect = "openai.chat", Choices = [new AnswerChoice { StopReason = reason, StopWord = "theirs" }] };
        Assert.Equal(word, (string?)AnthropicJson.Write(answer, new AnswerHead("1", 0, "m"))["stop_reason"]);
    }

    [Fact]
    public void An_answer_of_another_dialect_is_whole_here()
    {
        var answer = new ChatAnswer
        {
            Dialect = "openai.chat",
            Choices =
            [
                new AnswerChoice
                {
                    Blocks = [new ThinkingBlock("open"), new TextBlock("Hi"), new RefusalBlock("no"), new ToolCallBlock("call_1", "f", "{\"a\": 1}"), new ToolCallBlock("call_2", "f", "broken {")],
                    StopReason = StopReason.ToolCalls,
                },
            ],
            Usage = new TokenUsage { Input = 3, CachedInput = 2, Output = 4, Reasoning = 5 },
        };
        AnthropicJson.Same("""
            {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"tool_use",
             "content":[{"type":"thinking","thinking":"open","signature":""},{"type":"text","text":"Hi"},{"type":"text","text":"no"},
               {"type":"tool_use","id":"call_1","name":"f","input":{"a":1}},{"type":"tool_use","id":"call_2","name":"f","input":{"arguments":"broken {"}}],
             "usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},
               "output_tokens":9,"output_tokens_details":{"thinking_tokens":5}}}
            """, AnthropicJson.Write(answer, new AnswerHead("1", 0, "m")));
    }

    [Fact]
    public void The_cost_stands_beside_the_tokens_when_it_is_known()
    {
        var answer = new ChatAnswer { Dialect = "strata", Choices = [new AnswerChoice()], Usage = new TokenUsage { Input = 1 } };
        var written = AnthropicJson.Write(answer, new AnswerHead("1", 0, "m") { Cost = () => 0.0000125m });
        Assert.Equal(0.0000125m, written["usage"]!["cost"]!.AsValue().GetValue<decimal>());
        Assert.Null(AnthropicJson.Write(answer, new AnswerHead("1", 0, "m"))["usage"]!["cost"]);
    }
}
