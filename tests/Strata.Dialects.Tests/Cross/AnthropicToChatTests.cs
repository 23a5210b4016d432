using System.Text.Json.Nodes;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Anthropic;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Cross;

/// <summary>Callers of Anthropic's messages before a provider of OpenAI's chat: what a peer lost on this way is kept, said otherwise, noted or refused.</summary>
public class AnthropicToChatTests
{
    private static readonly IDialect Anthropic = DialectSet.All.Find("anthropic")!;
    private static readonly IDialect Chat = DialectSet.All.Find("openai.chat")!;
    private static readonly AnswerHead Head = new("1", 0, "asked") { IncludeUsage = true, PromptTokens = 11 };

    [Fact]
    public void A_whole_conversation_arrives()
    {
        var (body, notes) = Sent("""
            {"model":"m","max_tokens":50,"temperature":0.5,"stop_sequences":["END"],"system":[{"type":"text","text":"Be short.","cache_control":{"type":"ephemeral"}}],"metadata":{"user_id":"u-7"},
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false},"cache_control":{"type":"ephemeral"}}],
             "tool_choice":{"type":"any","disable_parallel_tool_use":true},
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}}},
             "messages":[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]},
               {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text",
                 "text":"So."},{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":"x"}},{"type":"tool_use","id":"toolu_2","name":"f","input":{"a":"y"}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"12"},{"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":"no clock"},{"type":"text","text":"And?"}]}]}
            """);
        Assert.Equal("u-7", (string?)(body["user"] ?? body["safety_identifier"]));
        Assert.False((bool)body["parallel_tool_calls"]!);
        Assert.Equal("required", (string?)body["tool_choice"]);
        var tool = body["tools"]![0]!["function"]!;
        Assert.False((bool)tool["parameters"]!["additionalProperties"]!);
        Assert.Null(tool["strict"]);
        var schema = body["response_format"]!["json_schema"]!["schema"]!;
        Assert.Equal("""["a"]""", schema["required"]!.ToJsonString());
        Assert.Null(schema["additionalProperties"]);
        var messages = body["messages"]!.AsArray();
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "user"], messages.Select(m => (string)m!["role"]!));
        Assert.StartsWith("data:image/png;base64,AA==", (string?)messages[1]!["content"]![1]!["image_url"]!["url"]);
        Assert.Equal(["toolu_1", "toolu_2"], messages[2]!["tool_calls"]!.AsArray().Select(c => (string)c!["id"]!));
        Assert.Equal("12", Text(messages[3]!["content"]!));
        Assert.Contains("no clock", Text(messages[4]!["content"]!), StringComparison.Ordinal);
        Assert.NotEqual("no clock", Text(messages[4]!["content"]!)); // told as a failure, in words
        Assert.Contains(notes, note => note.Member.Contains("cache_control", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_document_is_never_dropped()
    {
        const string body = """
            {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[
              {"type":"document","source":{"type":"text","media_type":"text/plain","data":"the plain words"},"title":"T"},{"type":"text","text":"Sum up"}]}]}
            """;
        Assert.Contains("the plain words", Sent(body).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_text_parts_is_its_text()
    {
        const string body = """
            {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[
              {"type":"document","source":{"type":"content","content":[{"type":"text","text":"part one"},{"type":"text","text":"part two"}]}},{"type":"text","text":"Sum up"}]}]}
            """;
        Assert.Contains("part one\\npart two", Sent(body).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PDF_is_a_file_and_no_picture()
    {
        const string body = """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"T"}]}]}""";
        var part = Sent(body).Body["messages"]![0]!["content"]![0]!;
        Assert.Equal("file", (string?)part["type"]);
        Assert.Contains("JVBERi0=", part.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"web_search_20250305","name":"web_search","max_uses":3}""")]
    [InlineData("""{"type":"code_execution_20250825","name":"code_execution"}""")]
    public void Tools_of_Anthropics_own_are_refused_by_name(string tool)
    {
        var request = AnthropicJson.Request($$$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"x"}],"tools":[{{{tool}}}]}""");
        Assert.NotNull(Written.Refused(Chat, request, new WriteProfile("r")).Field);
    }

    [Theory]
    [InlineData("container", """{"id":"c"}""")]
    [InlineData("context_management", """{"edits":[{"type":"x"}]}""")]
    [InlineData("mcp_servers", """[{"type":"url","url":"u","name":"n"}]""")]
    public void What_would_change_the_answer_is_refused_by_its_name(string member, string value)
    {
        var request = AnthropicJson.Request($$$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"x"}],"{{{member}}}":{{{value}}}}""");
        Assert.Equal(member, Written.Refused(Chat, request, new WriteProfile("r")).Field);
    }

    [Theory]
    [InlineData("speed", "\"fast\"")]
    [InlineData("inference_geo", "\"eu\"")]
    [InlineData("cache_control", """{"type":"ephemeral"}""")]
    [InlineData("service_tier", "\"standard_only\"")]
    public void Hints_are_noted_or_said_in_the_providers_words(string member, string value)
    {
        var (body, _) = Sent($$$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"x"}],"{{{member}}}":{{{value}}}}""");
        Assert.DoesNotContain("standard_only", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_comes_back_in_the_callers_words()
    {
        var answer = Chat.Answer("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","reasoning_content":"Hm.","content":"So.",
             "tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"call_2","type":"function","function":{"name":"f","arguments":""}}]}}],
             "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":4}}}
            """);
        AnthropicJson.Same("""
            {"id":"msg_1","type":"message","role":"assistant","model":"asked","stop_reason":"tool_use",
             "content":[{"type":"thinking","thinking":"Hm.","signature":""},{"type":"text","text":"So."},{"type":"tool_use","id":"call_1","name":"f",
               "input":{"a":1}},{"type":"tool_use","id":"call_2","name":"f","input":{}}],
             "usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":8,"cache_creation":{"ephemeral_5m_input_tokens":0,
               "ephemeral_1h_input_tokens":0},"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}}
            """, AnthropicJson.Write(answer, Head));
    }

    [Fact]
    public void A_refusal_says_so()
    {
        var answer = Chat.Answer("""{"id":"c","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"I cannot."}}]}""");
        var written = AnthropicJson.Write(answer, Head);
        Assert.Equal(("refusal", "I cannot."), ((string)written["stop_reason"]!, (string)written["content"]![0]!["text"]!));
    }

    [Fact]
    public void A_stream_with_parallel_calls_keeps_Anthropics_grammar_and_tells_the_prompt_first()
    {
        const string stream = """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"content":"So"},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}

            data: [DONE]


            """;
        var steps = Written.Steps(Chat, stream);
        var events = AnthropicStream.Events(Written.Stream(Anthropic, steps, Head));
        Assert.Equal(
            ["message_start", "content_block_start", "content_block_delta", "content_block_stop", "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
                "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
            events.Select(e => e.Name));
        Assert.Equal(11, (int)JsonNode.Parse(events[0].Data)!["message"]!["usage"]!["input_tokens"]!);
        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 2, 2, 2], events[1..^2].Select(e => (int)JsonNode.Parse(e.Data)!["index"]!));
        var end = JsonNode.Parse(events[^2].Data)!;
        Assert.Equal(("tool_use", 7), ((string)end["delta"]!["stop_reason"]!, (int)end["usage"]!["output_tokens"]!));
        var (again, _) = AnthropicStream.Read(Written.Stream(Anthropic, steps, Head));
        Assert.Equal(new TokenUsage { Input = 11, Output = 7 }, Wired.Joined(again).Usage);
    }

    [Fact]
    public void A_stream_that_broke_off_has_no_end()
    {
        var steps = Written.Steps(Chat, "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"So\"},\"finish_reason\":null}]}\n\n");
        Assert.DoesNotContain(steps, s => s.Kind == AnswerEventKind.Ended);
        var text = Wired.WriteSteps(Anthropic.OpenWriter(Head), steps);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_delta", text, StringComparison.Ordinal);
    }

    private static (JsonNode Body, IReadOnlyList<TranslationNote> Notes) Sent(string body)
    {
        var (json, notes) = Written.Request(Chat, AnthropicJson.Request(body), new WriteProfile("r"));
        return (JsonNode.Parse(json)!, notes);
    }

    private static string Text(JsonNode content) => content is JsonArray parts ? string.Concat(parts.Select(p => (string?)p!["text"])) : (string)content!;
}
