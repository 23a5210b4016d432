using System.Text;
using System.Text.Json.Nodes;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Chat;

public sealed class ChatRoundTripTests
{
    private static readonly IDialect Chat = DialectSet.All.Find("openai.chat")!;

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"hi 漢字 😀 \"q\" \n"}]}""")]
    [InlineData("""
        {"model":"m","messages":[{"role":"developer","content":"d"},{"role":"system","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}},
        {"type":"text","text":"b"}],"name":"n"},{"role":"user","content":[{"type":"text","text":"t","prompt_cache_breakpoint":{"mode":"explicit"}},{"type":"image_url",
        "image_url":{"url":"https://e.x/a.png","detail":"high","vendor":1}},{"type":"input_audio","input_audio":{"data":"QQ==","format":"wav"}},{"type":"file",
        "file":{"file_id":"file-1"}},{"type":"video_url","video_url":{"url":"v"}}]}]}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f",
        "arguments":"{not json"},"extra_content":{"google":{"thought_signature":"s=="}}},{"id":"c2","type":"custom","custom":{"name":"g","input":"free"}}]},{"role":"tool",
        "tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"2"},{"type":"text","text":"3"}]},{"role":"assistant",
        "content":""},{"role":"assistant","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}],"refusal":"no"},{"role":"assistant","content":null,"refusal":"no",
        "audio":{"id":"a1"}}]}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","reasoning_content":"r","reasoning_details":[{"type":"reasoning.text","text":"r",
        "signature":"sig","format":"anthropic-claude-v1","index":0},{"type":"reasoning.encrypted","data":"xx","id":"rs_1","format":"openai-responses-v1","index":1}],
        "prefix":true}]}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object",
        "properties":{"a":{"type":"string"}},"additionalProperties":false},"strict":false,"vendor":2},"cache_control":{"type":"ephemeral"},"defer":true},{"type":"custom",
        "custom":{"name":"g","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"x"}}}},{"type":"web_search"}],"tool_choice":{"type":"custom",
        "custom":{"name":"g"}},"parallel_tool_calls":false}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"allowed_tools",
        "allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"f"}}]}}}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"}],"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"temperature":0.7,"top_p":0.9,
        "top_k":5,"min_p":0.1,"frequency_penalty":-0.5,"presence_penalty":1,"repetition_penalty":1.1,"seed":-9223372036854775808,"stop":["a","b"],"n":3,"logprobs":true,
        "top_logprobs":4,"max_completion_tokens":99,"logit_bias":{"50256":-100},"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d",
        "schema":{"type":"object","properties":{"a":{}}},"strict":true}},"reasoning_effort":"xhigh","user":"u","safety_identifier":"s","metadata":{"k":"v"},"service_tier":"flex",
        "store":true,"prompt_cache_key":"k","prompt_cache_retention":"24h","verbosity":"low","modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"},
        "prediction":{"type":"content","content":"c"},"web_search_options":{},"moderation":{"model":"x"},"guided_json":{"a":[1,2]},"unknown":null}
        """)]
    [InlineData("""
        {"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"text"},"reasoning":{"effort":"low","exclude":true},"functions":[{"name":"f"}],
        "function_call":"auto","tool_choice":"none"}
        """)]
    public void A_request_read_and_written_says_the_same(string body)
    {
        var request = Chat.ReadRequest(Encoding.UTF8.GetBytes(body), default).Value;
        var (written, notes) = Written.Request(Chat, request, new WriteProfile("m") { Stream = request.Stream });
        Assert.Empty(notes);
        var expected = JsonNode.Parse(body)!.AsObject();
        expected.Remove("unknown");
        Same.Json(expected, written);
    }

    [Theory]
    [InlineData("""
        {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi 😀","refusal":null},
        "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{"cached_tokens":1},
        "completion_tokens_details":{"reasoning_tokens":2}},"service_tier":"default","system_fingerprint":"fp","vendor":{"a":1}}
        """)]
    [InlineData("""
        {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,
        "reasoning_content":"hm","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"d","type":"custom","custom":{"name":"g",
        "input":"i"}}]},"logprobs":null,"finish_reason":"tool_calls"},{"index":1,"message":{"role":"assistant","content":"cut","refusal":null,
        "annotations":[{"type":"url_citation","url_citation":{"url":"u"}}]},"logprobs":{"content":[{"token":"a","logprob":-1,"bytes":null,"top_logprobs":[]}],"refusal":null},
        "finish_reason":"length"},{"index":2,"message":{"role":"assistant","content":null,"refusal":"no"},"logprobs":null,"finish_reason":"stop"}]}
        """)]
    [InlineData("""
        {"id":"chatcmpl-1","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,
        "audio":{"id":"au","data":"QQ==","expires_at":9,"transcript":"t"}},"logprobs":null,"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"x",
        "refusal":null,"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QQ=="}}],"reasoning_details":[{"type":"reasoning.text","text":"","signature":"z",
        "format":"anthropic-claude-v1","index":0}]},"logprobs":null,"finish_reason":"stop","stop_reason":"END"}]}
        """)]
    public void An_answer_read_and_written_says_the_same(string body)
    {
        var answer = Chat.ReadAnswer(Encoding.UTF8.GetBytes(body)).Value;
        Same.Json(JsonNode.Parse(body)!, Written.Answer(Chat, answer, new AnswerHead("1", 7, "m")));
    }
}
