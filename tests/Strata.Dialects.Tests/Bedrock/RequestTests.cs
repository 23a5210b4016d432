using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Bedrock;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Anthropic;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Bedrock;

public class RequestTests
{
    private const string Everything = """
        {"system":[{"text":"Be short."},{"cachePoint":{"type":"default","ttl":"1h"}},{"guardContent":{"text":{"text":"g"}}}],
         "inferenceConfig":{"maxTokens":100,"temperature":0.5,"topP":0.9,"stopSequences":["END"]},
         "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d","inputSchema":{"json":{"type":"object","additionalProperties":false}},"strict":true}},
           {"cachePoint":{"type":"default"}},{"systemTool":{"name":"nova_grounding"}}],
           "toolChoice":{"tool":{"name":"f"}}},
         "outputConfig":{"effort":"high","textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\"}","name":"answer"}}}},
         "additionalModelRequestFields":{"top_k":5,"thinking":{"type":"enabled","budget_tokens":2048},"anthropic_beta":["x"]},
         "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"requestMetadata":{"team":"a"},"performanceConfig":{"latency":"optimized"},"serviceTier":{"type":"flex"},
         "additionalModelResponseFieldPaths":["/stop_sequence"],
         "messages":[
           {"role":"user","content":[{"text":"Look"},{"image":{"format":"png","source":{"bytes":"AA=="}}},{"image":{"format":"jpeg","source":{"s3Location":{"uri":"s3://b/k"}}}},
             {"document":{"format":"pdf","name":"Report","source":{"bytes":"JVBERi0="},"context":"c","citations":{"enabled":true}}},{"document":{"format":"txt","name":"T","source":{"text":"words"}}},
             {"cachePoint":{"type":"default"}},{"video":{"format":"mp4","source":{"bytes":"AA=="}}},{"audio":{"format":"wav","source":{"bytes":"AA=="}}},{"block_of_tomorrow":{"x":1}}]},
           {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"s=="}}},{"reasoningContent":{"redactedContent":"b3BhcXVl"}},
             {"citationsContent":{"content":[{"text":"cited"}],"citations":[{"title":"t"}]}},{"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1.0}}},
             {"toolUse":{"toolUseId":"t2","name":"g","input":{},"type":"server_tool_use"}}]},
           {"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"12"},{"json":{"a":[1]}}],"status":"error"}}]},
           {"role":"system","content":[{"text":"Now French."}]}]}
        """;

    private static readonly ChatRequest Ask = new() { Dialect = "openai.chat", Model = "m", Messages = [User(new TextBlock("Hi"))] };

    [Fact]
    public void Everything_a_caller_can_send_comes_back_out() => AnthropicJson.Same(Everything, BedrockJson.Write(BedrockJson.Request(Everything)).Body);

    [Fact]
    public void Meaning_lands_in_the_model()
    {
        var request = BedrockJson.Request(Everything);
        Assert.Equal((BedrockJson.Model, 100L, 5, 2048L), (request.Model, request.OutputTokensMax, request.TopK, request.Reasoning!.BudgetTokens));
        Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", Encoding.UTF8.GetString(request.Messages[0].Blocks[0].CacheControl.Span));
        Assert.Equal("""{"type":"object"}""", Encoding.UTF8.GetString(request.Format!.Schema.Span));
        Assert.Equal("s==", Assert.IsType<ThinkingBlock>(request.Messages[2].Blocks[0]).Signature);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"messages":[{"role":"wizard","content":[{"text":"x"}]}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"temperature":7}}""", "inferenceConfig.temperature")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"maxTokens":0}}""", "inferenceConfig.maxTokens")]
    public void What_the_provider_refuses_is_refused_by_its_name(string body, string member) =>
        Assert.Equal(member, BedrockDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body), BedrockJson.Target).Problem.Field);

    [Fact]
    public void Neighbours_of_one_role_become_one_turn_and_results_come_together()
    {
        var (body, _) = BedrockJson.Write(Ask with
        {
            Messages =
            [
                new(MessageRole.System, [new TextBlock("s") { CacheControl = "{\"type\":\"ephemeral\"}"u8.ToArray() }]),
                User(new TextBlock("Go")),
                new(MessageRole.Assistant, [new TextBlock(""), new ToolCallBlock("c.1", "f", "{\"a\":1}"), new ToolCallBlock("c.2", "f", "broken")]),
                User(new ToolResultBlock("c.1", [new TextBlock("one")])),
                User(new ToolResultBlock("c.2", [new TextBlock("two")]) { IsError = true }),
                User(new TextBlock("And?")),
            ],
        });
        AnthropicJson.Same("""
            {"system":[{"text":"s"},{"cachePoint":{"type":"default"}}],"inferenceConfig":{},
             "messages":[{"role":"user","content":[{"text":"Go"}]},
               {"role":"assistant","content":[{"toolUse":{"toolUseId":"c_1","name":"f","input":{"a":1}}},{"toolUse":{"toolUseId":"c_2","name":"f","input":{"arguments":"broken"}}}]},
               {"role":"user","content":[{"toolResult":{"toolUseId":"c_1","content":[{"text":"one"}]}},{"toolResult":{"toolUseId":"c_2","content":[{"text":"two"}],"status":"error"}},{"text":"And?"}]}]}
            """, body);
    }

    [Fact]
    public void A_request_of_Anthropics_is_understood()
    {
        var request = AnthropicJson.Request("""
            {"model":"m","max_tokens":9,"thinking":{"type":"enabled","budget_tokens":2048},"top_k":4,"tools":[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain words"},"title":"My file: v2"}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s=="},{"type":"text","text":"ok"}]},{"role":"user","content":"on"}]}
            """);
        AnthropicJson.Same("""
            {"inferenceConfig":{"maxTokens":9},"additionalModelRequestFields":{"top_k":4,"thinking":{"type":"enabled","budget_tokens":2048}},
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}},{"cachePoint":{"type":"default","ttl":"1h"}}]},
             "messages":[{"role":"user","content":[{"document":{"format":"txt","name":"My-file--v2","source":{"text":"plain words"}}}]},
               {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"s=="}}},{"text":"ok"}]},{"role":"user","content":[{"text":"on"}]}]}
            """, BedrockJson.Write(request).Body);
    }

    [Fact]
    public void A_schema_for_the_answer_is_a_text_there()
    {
        var (body, _) = BedrockJson.Write(Ask with { Format = new(OutputKind.JsonSchema) { Name = "n", Schema = "{\"type\":\"object\"}"u8.ToArray() } });
        Assert.Equal("{\"type\":\"object\"}", (string?)body["outputConfig"]!["textFormat"]!["structure"]!["jsonSchema"]!["schema"]);
    }

    [Fact]
    public void Tools_are_forbidden_by_not_offering_them()
    {
        var (body, written) = BedrockJson.Write(Ask with { Tools = [new("f")], ToolChoice = new(ToolChoiceKind.None) });
        Assert.Null(body["toolConfig"]);
        Assert.Equal("tools", Assert.Single(written.Notes).Member);
        Assert.Equal("tool_choice", BedrockJson.Refused(Ask with
        {
            Tools = [new("f")], ToolChoice = new(ToolChoiceKind.None), Messages = [User(new TextBlock("x")), new(MessageRole.Assistant, [new ToolCallBlock("a", "f", "{}")])],
        }).Field);
    }

    public static TheoryData<string, ChatRequest> Refusals => new()
    {
        { "response_format", Ask with { Format = new(OutputKind.JsonObject) } },
        { "n", Ask with { Choices = 2 } },
        { "parallel_tool_calls", Ask with { Tools = [new("f")], ParallelToolCalls = false } },
        { "messages[0].content[0]", Ask with { Messages = [User(new ImageBlock(new MediaSource { MediaType = "image/png", Url = "https://e.test/a.png" }))] } },
        { "messages[0].content[0]", Ask with { Messages = [User(new DocumentBlock(new MediaSource { FileId = "file-1" }))] } },
        { "messages[0].content[0]", Ask with { Messages = [User(new OpaqueBlock("anthropic", "search_result", "{}"u8.ToArray()))] } },
        { "tools[0]", Ask with { Tools = [new("web_search") { Dialect = "anthropic", Raw = "{}"u8.ToArray() }] } },
        { "logit_bias", Ask with { Extra = [new("logit_bias", "{\"1\":2}"u8.ToArray())] } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_would_change_the_answer_is_refused_by_its_name(string member, ChatRequest request)
    {
        var problem = BedrockJson.Refused(request);
        Assert.Equal((ProblemCode.UnsupportedParameter, member), (problem.Code, problem.Field));
    }

    [Fact]
    public void Only_models_of_Anthropic_take_top_k() => Assert.Equal("top_k", BedrockJson.Refused(Ask with { TopK = 5 }, "meta.llama4").Field);

    [Fact]
    public void Routing_reads_the_address_and_the_body_passes()
    {
        var wire = BedrockDialect.Instance.Wire!;
        var body = Encoding.UTF8.GetBytes(Everything);
        var scan = wire.ScanRequest(body, new RequestTarget("m", Stream: true)).Value;
        Assert.Equal(("m", true, 100L, 0.5, true), (scan.Model, scan.Stream, scan.OutputTokensMax, scan.Temperature, scan.HasTools));
        Assert.Equal("""{"team":"a"}""", Encoding.UTF8.GetString(scan.MetadataAt.Of(body)));
        Assert.Same(body, System.Runtime.InteropServices.MemoryMarshal.TryGetArray(Assert.Single(wire.Splice(body, scan, new SpliceOptions("r", true))), out var part) ? part.Array : null);
        Assert.False(wire.ScanRequest("[]"u8, new RequestTarget("m")).IsOk);
        Assert.False(wire.ScanRequest("{"u8, new RequestTarget("m")).IsOk);
        Assert.False(wire.ScanRequest("{}"u8, default).IsOk);
    }

    private static ChatMessage User(params Block[] blocks) => new(MessageRole.User, blocks);
}
