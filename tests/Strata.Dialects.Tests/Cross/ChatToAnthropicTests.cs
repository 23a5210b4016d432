using System.Text.Json.Nodes;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Anthropic;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Cross;

/// <summary>Callers of OpenAI's chat before a provider of Anthropic's messages.</summary>
public class ChatToAnthropicTests
{
    private static readonly IDialect Anthropic = DialectSet.All.Find("anthropic")!;
    private static readonly IDialect Chat = DialectSet.All.Find("openai.chat")!;
    private static readonly AnswerHead Head = new("1", 0, "asked") { IncludeUsage = true };

    [Fact]
    public void A_whole_conversation_arrives()
    {
        var (body, notes) = Sent("""
            {"model":"m","max_completion_tokens":50,"user":"u-7","stop":"END","reasoning_effort":"high","parallel_tool_calls":false,"seed":3,"n":1,"frequency_penalty":0,
             "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},
             "messages":[{"role":"developer","content":"Be short."},
               {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
                 {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0="}}]},
               {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\":\"x\"}"}},
                 {"id":"call_2","type":"function","function":{"name":"f","arguments":"not json"}}]},
               {"role":"tool","tool_call_id":"call_1","content":"12"},{"role":"tool","tool_call_id":"call_2","content":"13"},
               {"role":"assistant","content":""},{"role":"user","content":"And?"},{"role":"system","content":"Late."}]}
            """);
        AnthropicJson.Same("""
            {"model":"r","max_tokens":50,"stop_sequences":["END"],"metadata":{"user_id":"u-7"},"system":"Be short.","thinking":{"type":"adaptive"},
             "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}}},
             "tools":[{"name":"f","description":"d","strict":true,"input_schema":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "messages":[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}},
               {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"a.pdf"}]},
               {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"f","input":{"a":"x"}},{"type":"tool_use","id":"call_2","name":"f","input":{"arguments":"not json"}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"12"},{"type":"tool_result","tool_use_id":"call_2","content":"13"}]},
               {"role":"user","content":"And?"},{"role":"system","content":"Late."}]}
            """, body);
        Assert.Contains(notes, note => note.Member == "seed");
        Assert.Contains(notes, note => note.Member.EndsWith("detail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format")]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty")]
    [InlineData("\"logit_bias\":{\"5\":1}", "logit_bias")]
    [InlineData("\"temperature\":1.5", "temperature")]
    public void What_would_change_the_answer_is_refused_by_its_name(string member, string name)
    {
        var request = Chat.Read($$$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{{member}}}}""");
        Assert.Equal(name, Written.Refused(Anthropic, request, new WriteProfile("r")).Field);
    }

    [Fact]
    public void Sound_is_refused_and_two_named_users_are_not_made_one()
    {
        var sound = Chat.Read("""{"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}""");
        Assert.Equal("messages[0].content[0].input_audio", Written.Refused(Anthropic, sound, new WriteProfile("r")).Field);
        var names = Chat.Read("""{"model":"m","messages":[{"role":"user","name":"ann","content":"a"},{"role":"user","name":"bob","content":"b"}]}""");
        Assert.Equal("messages[1].name", Written.Refused(Anthropic, names, new WriteProfile("r")).Field);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    public void Ends_come_back_in_the_callers_words(string word, string expected)
    {
        var answer = AnthropicJson.Answer($$$"""{"id":"m","type":"message","content":[{"type":"text","text":"x"}],"stop_reason":"{{{word}}}","usage":{"input_tokens":1,"output_tokens":1}}""");
        Assert.Equal(expected, (string?)JsonNode.Parse(Written.Answer(Chat, answer, Head))!["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public void A_pause_is_no_stop()
    {
        var answer = AnthropicJson.Answer("""{"id":"m","type":"message","content":[{"type":"text","text":"x"}],"stop_reason":"pause_turn"}""");
        var choice = JsonNode.Parse(Written.Answer(Chat, answer, Head))!["choices"]![0]!;
        Assert.NotEqual("stop", (string?)choice["finish_reason"]);
        Assert.Contains("pause_turn", choice.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_of_the_cache_are_counted_in_the_prompt_there()
    {
        var answer = AnthropicJson.Answer("""{"id":"m","type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":5,"cache_creation_input_tokens":9,"cache_read_input_tokens":4,"output_tokens":7}}""");
        var usage = JsonNode.Parse(Written.Answer(Chat, answer, Head))!["usage"]!;
        Assert.Equal((18, 4, 7), ((int)usage["prompt_tokens"]!, (int)usage["prompt_tokens_details"]!["cached_tokens"]!, (int)usage["completion_tokens"]!));
    }

    [Fact]
    public void A_stream_is_whole_and_its_calls_are_numbered_among_calls()
    {
        var text = Written.Stream(Chat, AnthropicStream.Read(AnthropicStream.Text).Steps, Head);
        var again = Wired.Joined(Written.Steps(Chat, text));
        Assert.Contains(again.Choices[0].Blocks, block => block is TextBlock { Text: "Grüße 👩‍👩‍👧" });
        var call = Assert.Single(again.Choices[0].Blocks.OfType<ToolCallBlock>());
        Assert.Equal(("toolu_1", "get_weather", """{"city":"Oslo"}"""), (call.Id, call.Name, call.Arguments));
        Assert.Contains("\"tool_calls\":[{\"index\":0,", text, StringComparison.Ordinal);
        Assert.Equal(StopReason.ToolCalls, again.Choices[0].StopReason);
        Assert.Equal((62L, 40L), (again.Usage!.Value.Prompt, again.Usage.Value.Completion));
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_reasoning_survives_a_caller_of_chat()
    {
        var answer = AnthropicJson.Answer("""
            {"id":"m","type":"message","content":[{"type":"thinking","thinking":"Hm.","signature":"s=="},{"type":"redacted_thinking","data":"d=="},
              {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},{"type":"tool_use","id":"toolu_1","name":"f","input":{}}],"stop_reason":"tool_use"}
            """);
        var message = JsonNode.Parse(Written.Answer(Chat, answer, Head))!["choices"]![0]!["message"]!;
        var body = new JsonObject
        {
            ["model"] = "m",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "x" }, message.DeepClone(), new JsonObject { ["role"] = "tool", ["tool_call_id"] = "toolu_1", ["content"] = "12" }),
        };
        var sent = Sent(body.ToJsonString()).Body["messages"]![1]!["content"]!.AsArray();
        Assert.Contains(sent, block => block!.ToJsonString() == """{"type":"thinking","thinking":"Hm.","signature":"s=="}""");
        Assert.Contains(sent, block => block!.ToJsonString() == """{"type":"redacted_thinking","data":"d=="}""");
        Assert.Contains(sent, block => (string?)block!["type"] == "server_tool_use");
    }

    [Fact]
    public void What_is_overloaded_stays_overloaded()
    {
        var stream = AnthropicStream.Text[..AnthropicStream.Text.IndexOf("event: ping", StringComparison.Ordinal)]
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
        var steps = AnthropicStream.Read(stream).Steps;
        Assert.DoesNotContain(steps, s => s.Kind == AnswerEventKind.Ended);
        var text = Wired.WriteSteps(Chat.OpenWriter(Head), steps);
        Assert.Contains("overloaded", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    private static (JsonNode Body, IReadOnlyList<TranslationNote> Notes) Sent(string body)
    {
        var (json, notes) = Written.Request(Anthropic, Chat.Read(body), new WriteProfile("r"));
        return (JsonNode.Parse(json)!, notes);
    }
}
