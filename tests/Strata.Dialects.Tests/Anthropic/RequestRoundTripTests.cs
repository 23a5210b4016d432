using System.Text.Json.Nodes;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

/// <summary>A request that is read and written again in its own dialect asks for the same: nothing the caller sent is lost.</summary>
public class RequestRoundTripTests
{
    private const string Everything = """
        {"model":"claude-remote","max_tokens":1024,"stream":true,"temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["END"],
         "system":[{"type":"text","text":"Be short.","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"Be kind."}],
         "metadata":{"user_id":"u-7","session":"s1"},"service_tier":"standard_only","speed":"fast","container":{"id":"c1","skills":[{"type":"anthropic","skill_id":"xlsx"}]},
         "context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]},"mcp_servers":[{"type":"url","url":"https://m.test/","name":"m"}],"betas":["x-2026-01-01"],
         "inference_geo":"eu","cache_control":{"type":"ephemeral"},
         "thinking":{"type":"enabled","budget_tokens":2048,"display":"summarized"},
         "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}},"task_budget":{"total":9}},
         "tools":[
           {"name":"get_weather","description":"Weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false},"strict":true,
            "cache_control":{"type":"ephemeral"},"input_examples":[{"city":"Oslo"}],"defer_loading":true},
           {"type":"web_search_20250305","name":"web_search","max_uses":3,"user_location":{"type":"approximate","city":"Oslo"}},
           {"type":"code_execution_20250825","name":"code_execution"}],
         "tool_choice":{"type":"any","disable_parallel_tool_use":true},
         "messages":[
           {"role":"user","content":[
             {"type":"text","text":"Look","citations":[{"type":"char_location","cited_text":"x","document_index":0,"document_title":null,"start_char_index":0,"end_char_index":1}],"cache_control":{"type":"ephemeral"}},
             {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="},"cache_control":{"type":"ephemeral"},"transformations":{"oversized_image":"error"}},
             {"type":"image","source":{"type":"url","url":"https://e.test/a.png"}},
             {"type":"image","source":{"type":"file","file_id":"file_1"}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"T","context":"C","citations":{"enabled":true}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain words"}},
             {"type":"document","source":{"type":"content","content":[{"type":"text","text":"part"}]},"citations":{"enabled":true}},
             {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"r"}]},
             {"type":"a_block_of_tomorrow","with":{"anything":[1,2.50,"ü"]}}]},
           {"role":"assistant","content":[
             {"type":"thinking","thinking":"Hm.","signature":"sig=="},
             {"type":"redacted_thinking","data":"opaque=="},
             {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},
             {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://e.test","title":"t","encrypted_content":"enc","page_age":null}]},
             {"type":"text","text":"I will look."},
             {"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Oslo","exact":1.10},"caller":{"type":"direct"}},
             {"type":"tool_use","id":"toolu_2","name":"get_weather","input":{}}]},
           {"role":"user","content":[
             {"type":"tool_result","tool_use_id":"toolu_1","content":[
                {"type":"text","text":"12"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}},{"type":"tool_reference","tool_name":"x"}]},
             {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":"no clock","cache_control":{"type":"ephemeral"}}]},
           {"role":"system","content":"Now answer in French."},
           {"role":"assistant","content":[{"type":"text","text":"{"}]}]}
        """;

    [Fact]
    public void Everything_a_caller_can_send_comes_back_out() =>
        AnthropicJson.Same(Everything, AnthropicJson.Write(AnthropicJson.Request(Everything), AnthropicJson.Profile with { Stream = true }));

    [Theory]
    [InlineData("""{"type":"adaptive"}""")]
    [InlineData("""{"type":"adaptive","display":"omitted"}""")]
    [InlineData("""{"type":"disabled"}""")]
    [InlineData("""{"type":"between_tools"}""")]
    [InlineData("""{"type":"enabled","budget_tokens":1024}""")]
    [InlineData("""{"type":"of_tomorrow","depth":3}""")]
    public void Thinking_of_every_kind_survives(string thinking)
    {
        var body = $$$"""{"model":"claude-remote","max_tokens":0,"messages":[{"role":"user","content":"x"}],"thinking":{{{thinking}}}}""";
        AnthropicJson.Same(body, AnthropicJson.Write(AnthropicJson.Request(body)));
    }

    [Theory]
    [InlineData("""{"type":"auto"}""", """{"type":"auto","disable_parallel_tool_use":null}""")]
    [InlineData("""{"type":"auto","disable_parallel_tool_use":false}""", null)]
    [InlineData("""{"type":"tool","name":"f","disable_parallel_tool_use":true}""", null)]
    [InlineData("""{"type":"none"}""", null)]
    public void Tool_choices_survive(string choice, string? expected)
    {
        string Body(string value) => $$$"""{"model":"claude-remote","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{{{value}}}}""";
        AnthropicJson.Same(Body(expected ?? choice), AnthropicJson.Write(AnthropicJson.Request(Body(choice))));
    }

    [Fact]
    public void The_schema_of_an_answer_keeps_its_optional_members()
    {
        var request = AnthropicJson.Request(Everything);
        Assert.Equal(OutputKind.JsonSchema, request.Format!.Kind);
        var schema = JsonNode.Parse(request.Format.Schema.Span)!;
        Assert.Equal("""["a"]""", schema["required"]!.ToJsonString());
        Assert.Null(schema["additionalProperties"]);
    }

    [Fact]
    public void The_older_output_format_is_understood()
    {
        var request = AnthropicJson.Request("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"output_format":{"type":"json_schema","schema":{"type":"object"}}}""");
        Assert.Equal("""{"type":"object"}""", AnthropicJson.Write(request)["output_config"]!["format"]!["schema"]!.ToJsonString());
    }
}
