using System.Text;
using System.Text.Json.Nodes;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Responses;

public sealed class ResponseRoundTripTests
{
    private static readonly IDialect Responses = DialectSet.All.Find("openai.responses")!;

    [Theory]
    [InlineData("""{"model":"m","input":[{"type":"message","role":"user","content":"hi 😀"}]}""")]
    [InlineData("""
        {"model":"m","instructions":"Be short.","input":[{"type":"message","role":"developer","content":"d","id":"msg_0","status":"completed"},{"type":"message","role":"user",
        "content":[{"type":"input_text","text":"a","prompt_cache_breakpoint":{"mode":"explicit"}},{"type":"input_image","image_url":"data:image/png;base64,QQ==","detail":"low"},
        {"type":"input_image","file_id":"file-1","detail":"auto"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,QQ=="},{"type":"input_file",
        "file_url":"https://e.x/a.pdf"},{"type":"input_audio","input_audio":{"data":"Q","format":"wav"}},{"type":"input_video","video":"v"}]}]}
        """)]
    [InlineData("""
        {"model":"m","input":[{"type":"message","role":"user","content":"q"},{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"}],
        "encrypted_content":"EEE"},{"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary","content":[{"type":"output_text","text":"a",
        "annotations":[{"type":"url_citation","url":"u"}],"logprobs":[]},{"type":"refusal","refusal":"no"}]},{"type":"function_call","id":"fc_1","call_id":"c1","name":"f",
        "arguments":"{broken","status":"completed"},{"type":"custom_tool_call","id":"ctc_1","call_id":"c2","name":"g","input":"free"},{"type":"function_call_output",
        "call_id":"c1","output":"42","status":"completed"},{"type":"custom_tool_call_output","call_id":"c2","output":[{"type":"input_text","text":"x"},{"type":"input_image",
        "image_url":"https://e.x/i.png","detail":"high"}]},{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
        {"type":"computer_call_output","call_id":"c9","output":{"type":"computer_screenshot"}},{"type":"item_reference","id":"msg_9"}]}
        """)]
    [InlineData("""
        {"model":"m","input":[{"type":"message","role":"user","content":"q"},{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"s"},{"type":"summary_text",
        "text":"t"}],"content":[{"type":"reasoning_text","text":"raw"}],"status":"completed"},{"type":"message","id":"msg_1","role":"assistant","status":"completed",
        "content":[{"type":"output_text","text":"a","annotations":[],"logprobs":[]}]},{"type":"message","id":"msg_2","role":"assistant","status":"incomplete",
        "content":[{"type":"output_text","text":"b","annotations":[],"logprobs":[]}]}]}
        """)]
    [InlineData("""
        {"model":"m","input":[{"type":"message","role":"user","content":"q"}],"stream":true,"stream_options":{"include_obfuscation":false},"max_output_tokens":9,
        "temperature":0.2,"top_p":0.3,"top_logprobs":2,"tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true,
        "defer_loading":true},{"type":"web_search","search_context_size":"low"},{"type":"custom","name":"g","format":{"type":"text"}},{"type":"mcp","server_label":"l"}],
        "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"},{"type":"custom","name":"g"}]},"parallel_tool_calls":false,
        "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":false},"verbosity":"low"},"reasoning":{"effort":"high","summary":"auto",
        "context":"x"},"include":["reasoning.encrypted_content"],"metadata":{"a":"b"},"user":"u","safety_identifier":"s","store":false,"service_tier":"flex","truncation":"auto",
        "max_tool_calls":3,"prompt_cache_key":"k","background":true,"vendor":{"x":1}}
        """)]
    [InlineData("""
        {"model":"m","previous_response_id":"resp_1","input":[{"type":"function_call_output","call_id":"c","output":"1"}],"tool_choice":{"type":"mcp","server_label":"l"},
        "tools":[{"type":"mcp","server_label":"l"}]}
        """)]
    public void A_request_read_and_written_says_the_same(string body)
    {
        var request = Responses.ReadRequest(Encoding.UTF8.GetBytes(body), default).Value;
        var (written, notes) = Written.Request(Responses, request, new WriteProfile("m") { Stream = request.Stream });
        Assert.Empty(notes);
        Same.Json(JsonNode.Parse(body)!, written);
    }

    [Theory]
    [InlineData("\"x\":1", "input")]
    [InlineData("\"input\":[]", "input")]
    [InlineData("\"input\":7", "input")]
    [InlineData("\"input\":[7]", "input[0]")]
    [InlineData("\"input\":[{}]", "input[0].type")]
    [InlineData("\"input\":[{\"role\":\"wizard\",\"content\":\"x\"}]", "input[0].role")]
    [InlineData("\"input\":[{\"role\":\"user\"}]", "input[0].content")]
    [InlineData("\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}]", "input[0].content[0].text")]
    [InlineData("\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]", "input[0].content[0]")]
    [InlineData("\"input\":[{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"\"}]", "input[0].call_id")]
    [InlineData("\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"x\"}]", "input[0].call_id")]
    [InlineData("\"input\":\"a\",\"max_output_tokens\":0", "max_output_tokens")]
    [InlineData("\"input\":\"a\",\"temperature\":3", "temperature")]
    [InlineData("\"input\":\"a\",\"tools\":[{\"type\":\"function\"}]", "tools[0].name")]
    [InlineData("\"input\":\"a\",\"tool_choice\":{\"type\":\"function\"}", "tool_choice.name")]
    [InlineData("\"input\":\"a\",\"text\":{\"format\":{\"type\":\"xml\"}}", "text.format.type")]
    [InlineData("\"input\":\"a\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\"}}", "text.format.schema")]
    [InlineData("\"input\":\"a\",\"metadata\":7", "metadata")]
    public void Wrong_values_are_refused_by_name(string members, string field) =>
        Assert.Equal(field, Responses.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m",{{members}}}"""), default).Problem.Field);

    [Fact]
    public void An_answer_read_and_written_says_the_same()
    {
        const string Body = """
            {"id":"resp_1","object":"response","created_at":7,"status":"incomplete","background":false,"error":null,"incomplete_details":{"reason":"max_output_tokens"},
              "instructions":null,"max_output_tokens":5,"model":"m",
             "output":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"EEE"},{"type":"message","id":"msg_1","status":"incomplete","role":"assistant",
               "content":[{"type":"output_text","text":"a 😀","annotations":[{"type":"file_path","file_id":"f"}],"logprobs":[{"token":"a","logprob":-1,"bytes":[97],
               "top_logprobs":[]}]}]},
              {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}","status":"completed"},{"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search"}}],
             "parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":"low","summary":null},"service_tier":"default","store":true,"temperature":1.0,
               "text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","metadata":{},"vendor":1,
             "usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":2},"output_tokens":4,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":9}}
            """;
        var answer = Responses.ReadAnswer(Encoding.UTF8.GetBytes(Body)).Value;
        Assert.Equal((3, 2, 3, 1), (answer.Usage!.Value.Input, answer.Usage.Value.CachedInput, answer.Usage.Value.Output, answer.Usage.Value.Reasoning));
        Same.Json(JsonNode.Parse(Body)!, Written.Answer(Responses, answer, new AnswerHead("1", 7, "m")));
    }

    [Fact]
    public void A_failed_response_is_a_problem()
    {
        var problem = Responses.ReadAnswer("""{"id":"r","status":"failed","error":{"code":"rate_limit_exceeded","message":"slow down"},"output":[]}"""u8.ToArray()).Problem;
        Assert.Contains("slow down", problem.Message);
    }

    [Fact]
    public void An_answer_of_another_dialect_is_a_complete_response_object()
    {
        var request = Responses.ReadRequest("""
            {"model":"m","instructions":"i","input":"q","temperature":0.5,"metadata":{"k":"v"},"tools":[{"type":"function","name":"f","parameters":{}}],"max_output_tokens":9}
            """u8.ToArray(), default).Value;
        var chat = DialectSet.All.Find("openai.chat")!.ReadAnswer("""
            {"id":"x","model":"g","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","tool_calls":[{"id":"c","type":"function","function":{"name":"f",
            "arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":4}}
            """u8.ToArray()).Value;
        var written = JsonNode.Parse(Written.Answer(Responses, chat, new AnswerHead("1", 7, "m") { Request = request }))!;
        const string Members = "id object created_at status error incomplete_details instructions metadata model output parallel_tool_calls temperature tool_choice tools top_p "
            + "max_output_tokens previous_response_id reasoning text truncation usage store";
        foreach (var member in Members.Split(' '))
        {
            Assert.True(written.AsObject().ContainsKey(member), member);
        }

        Assert.Equal("resp_1", (string)written["id"]!);
        Assert.Equal("completed", (string)written["status"]!);
        Assert.Equal("i", (string)written["instructions"]!);
        Assert.Equal("Hello", (string)written["output"]![0]!["content"]![0]!["text"]!);
        Assert.Equal("c", (string)written["output"]![1]!["call_id"]!);
        Assert.Equal(7, (int)written["usage"]!["total_tokens"]!);
    }
}
