using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi;

/// <summary>What other gateways lose between dialects, one test a line: it is expressed, noted, or refused by name.</summary>
public sealed class CrossingTests
{
    private static readonly IDialect Chat = DialectSet.All.Find("openai.chat")!;
    private static readonly IDialect Responses = DialectSet.All.Find("openai.responses")!;
    private static readonly byte[] Mark = "{\"type\":\"ephemeral\"}"u8.ToArray();

    [Fact]
    public void Cache_marks_go_to_servers_that_take_them_and_are_told_elsewhere()
    {
        var request = Ask([new TextBlock("a") { CacheControl = Mark }]) with { Tools = [new ToolDefinition("f") { CacheControl = Mark }] };
        Assert.Equal(["tools[0].cache_control", "messages[0].content[0].cache_control"], Out(Chat, request).Notes.Select(n => n.Member).OrderDescending());
        var taken = Written.Request(Chat, request, new WriteProfile("r") { TakesCacheControl = true });
        Assert.Empty(taken.Notes);
        Assert.Equal(2, taken.Body.Split("\"cache_control\":{\"type\":\"ephemeral\"}").Length - 1);
    }

    [Fact]
    public void User_tools_and_their_schemas_arrive_unchanged()
    {
        var request = Ask([new TextBlock("a")]) with
        {
            User = "u",
            ParallelToolCalls = false,
            Tools = [new ToolDefinition("f") { Schema = """{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"""u8.ToArray() }],
            Format = new OutputFormat(OutputKind.JsonSchema) { Schema = """{"type":"object","properties":{"o":{}}}"""u8.ToArray() },
        };
        var body = JsonNode.Parse(Out(Chat, request).Body)!;
        Assert.Equal("u", (string)body["user"]!);
        Assert.False((bool)body["parallel_tool_calls"]!);
        Assert.Equal("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", body["tools"]![0]!["function"]!["parameters"]!.ToJsonString());
        Assert.Null(body["tools"]![0]!["function"]!["strict"]);
        Assert.Equal("""{"name":"answer","schema":{"type":"object","properties":{"o":{}}}}""", body["response_format"]!["json_schema"]!.ToJsonString());
        var other = JsonNode.Parse(Out(Responses, request).Body)!;
        Assert.False((bool)other["tools"]![0]!["strict"]!);
        Assert.False((bool)other["text"]!["format"]!["strict"]!);
        Assert.False((bool)other["store"]!);
    }

    [Fact]
    public void Documents_are_text_or_files_and_never_pictures()
    {
        var text = new DocumentBlock(new MediaSource { MediaType = "text/plain", Text = "The body." }) { Title = "Report", Context = "Draft" };
        var pdf = new DocumentBlock(new MediaSource { MediaType = "application/pdf", Base64 = "QQ==" }) { Title = "Paper" };
        Assert.Contains("""{"type":"text","text":"Document: Report\nDraft\nThe body."},{"type":"file","file":{"filename":"Paper","file_data":"data:application/pdf;base64,QQ=="}}""", Out(Chat, Ask([text, pdf])).Body);
        Assert.Contains("""{"type":"input_file","filename":"Paper","file_data":"data:application/pdf;base64,QQ=="}""", Out(Responses, Ask([text, pdf])).Body);
        Assert.Equal("messages[0].content[0].citations", Refused(Chat, Ask([pdf with { Cites = true }])).Field);
        Assert.Equal("messages[0].content[0].source", Refused(Chat, Ask([new DocumentBlock(new MediaSource { Url = "u" })])).Field);
    }

    [Fact]
    public void Failed_tools_are_told_in_words_and_pictures_of_results_follow_in_a_users_turn()
    {
        var picture = new ImageBlock(new MediaSource { MediaType = "image/png", Base64 = "QQ==" });
        var request = Ask([new TextBlock("q")]);
        request = request with
        {
            Messages =
            [
                .. request.Messages,
                new ChatMessage(MessageRole.Assistant, [new ToolCallBlock("c", "f", "{}")]),
                new ChatMessage(MessageRole.User, [new ToolResultBlock("c", [new TextBlock("no disk"), picture]) { IsError = true }, new TextBlock("go on")]),
            ],
        };
        var (body, notes) = Out(Chat, request);
        Assert.Contains("""{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"The tool failed:"},{"type":"text","text":"no disk"}]}""", body);
        const string Turn = """[{"type":"text","text":"Part of the result of tool call c:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,QQ=="}},{"type":"text","text":"go on"}]""";
        Assert.Contains($$"""{"role":"user","content":{{Turn}}}""", body);
        Assert.Equal(["messages[2].content[0].is_error", "messages[2].content[0].content"], notes.Select(n => n.Member));
        Assert.Contains("\"output\":[{\"type\":\"input_text\",\"text\":\"The tool failed:\"},{\"type\":\"input_text\",\"text\":\"no disk\"},{\"type\":\"input_image\"", Out(Responses, request).Body);
    }

    [Fact]
    public void A_budget_of_reasoning_becomes_an_effort_and_is_told()
    {
        var (body, notes) = Out(Chat, Ask([new TextBlock("q")]) with { Reasoning = new ReasoningOptions { BudgetTokens = 2_048 } });
        Assert.Contains("\"reasoning_effort\":\"low\"", body);
        Assert.Contains("2048 tokens was sent as effort 'low'", Assert.Single(notes).Text);
    }

    [Fact]
    public void Sealed_reasoning_of_another_provider_is_left_out_and_told_and_tiers_are_translated()
    {
        var request = Ask([new TextBlock("q")]) with { ServiceTier = "standard_only" };
        request = request with { Messages = [.. request.Messages, new ChatMessage(MessageRole.Assistant, [new ThinkingBlock("t") { Origin = "anthropic", Signature = "s" }, new TextBlock("")])] };
        var (body, notes) = Out(Chat, request);
        Assert.Contains("\"service_tier\":\"default\"", body);
        Assert.Contains("""{"role":"assistant","content":""}""", body);
        Assert.DoesNotContain("reasoning", body);
        Assert.Equal(2, notes.Count);
    }

    [Theory]
    [InlineData("openai.chat", "\"top_k\":5", "top_k")]
    [InlineData("openai.chat", "\"stop\":\"x\"", "stop")]
    [InlineData("openai.chat", "\"n\":2", "n")]
    [InlineData("openai.chat", "\"logit_bias\":{\"1\":2}", "logit_bias")]
    [InlineData("openai.chat", "\"web_search_options\":{}", "web_search_options")]
    [InlineData("openai.chat", "\"seed\":2", "seed")]
    [InlineData("openai.chat", "\"presence_penalty\":1", "presence_penalty")]
    [InlineData("openai.chat", "\"audio\":{\"voice\":\"x\"}", "audio")]
    [InlineData("openai.chat", "\"functions\":[{\"name\":\"f\"}]", "functions")]
    [InlineData("openai.chat", "\"vendor\":1", "vendor")]
    [InlineData("openai.chat", "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"g\"}}]", "tools[0]")]
    [InlineData("openai.chat", "\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"name\":\"ann\"}]", "messages[0].name")]
    [InlineData("openai.responses", "\"previous_response_id\":\"resp_1\"", "previous_response_id")]
    [InlineData("openai.responses", "\"background\":true", "background")]
    [InlineData("openai.responses", "\"tools\":[{\"type\":\"web_search\"}]", "tools[0]")]
    [InlineData("openai.responses", "\"input\":[{\"type\":\"web_search_call\",\"id\":\"w\"}]", "input[0]")]
    public void What_the_target_cannot_express_is_refused_by_the_callers_name(string source, string member, string field)
    {
        var hasInput = member.Contains("\"messages\"", StringComparison.Ordinal) || member.Contains("\"input\"", StringComparison.Ordinal);
        var input = hasInput ? "" : source == "openai.chat" ? "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," : "\"input\":\"x\",";
        var request = DialectSet.All.Find(source)!.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m",{{input}}{{member}}}"""), default).Value;
        var problem = Refused(source == "openai.chat" ? Responses : Chat, request);
        Assert.Equal(ProblemCode.UnsupportedParameter, problem.Code);
        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void A_whole_conversation_of_responses_reaches_a_server_of_chat()
    {
        var request = Responses.ReadRequest("""
            {"model":"m","instructions":"Be short.","input":[{"role":"user","content":[{"type":"input_text","text":"q"},{"type":"input_image","image_url":"https://e.x/i.png","detail":"low"}]},
              {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"E"},{"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{}"},{"type":"message",
                "id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"wait","annotations":[],"logprobs":[]}]},{"type":"function_call",
                "call_id":"c2","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c1","output":"1"},{"type":"function_call_output","call_id":"c2","output":"2"}],
             "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}],"text":{"format":{"type":"json_schema","name":"n","schema":{}},"verbosity":"low"},
               "reasoning":{"effort":"high"},"max_output_tokens":9,"include":["reasoning.encrypted_content"],"truncation":"auto","store":false}
            """u8.ToArray(), default).Value;
        var (body, notes) = Out(Chat, request);
        Same.Json(JsonNode.Parse("""
            {"model":"r","messages":[{"role":"system","content":"Be short."},{"role":"user","content":[{"type":"text","text":"q"},{"type":"image_url","image_url":{"url":"https://e.x/i.png","detail":"low"}}]},
              {"role":"assistant","content":"wait","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":"2"}],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}}],"max_completion_tokens":9,"store":false,
               "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},"reasoning_effort":"high","verbosity":"low"}
            """)!, body);
        Assert.Equal(["include", "input[2]", "truncation"], notes.Select(n => n.Member).Order());
    }

    private static ChatRequest Ask(Block[] blocks) => new() { Dialect = "anthropic", Model = "m", Messages = [new ChatMessage(MessageRole.User, blocks)] };

    private static (string Body, IReadOnlyList<TranslationNote> Notes) Out(IDialect dialect, ChatRequest request) => Written.Request(dialect, request, new WriteProfile("r"));

    private static Problem Refused(IDialect dialect, ChatRequest request) => Written.Refused(dialect, request, new WriteProfile("r"));
}
