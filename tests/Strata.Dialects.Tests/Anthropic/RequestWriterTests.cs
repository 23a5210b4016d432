using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

/// <summary>What requests of other dialects become: each loss of a peer is a test.</summary>
public class RequestWriterTests
{
    private static readonly ChatRequest Ask = new()
    {
        Dialect = "openai.chat",
        Model = "asked",
        OutputTokensMax = 100,
        Messages = [User(new TextBlock("Hi"))],
    };

    [Fact]
    public void A_plain_request_is_plain() =>
        AnthropicJson.Same("""{"model":"claude-remote","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""", AnthropicJson.Write(Ask));

    [Fact]
    public void A_bound_that_nobody_gave_is_told()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with { OutputTokensMax = null });
        Assert.Equal(4096, (int?)body["max_tokens"]);
        Assert.Contains("4096", Assert.Single(written.Notes, note => note.Member == "max_tokens").Text);
    }

    [Fact]
    public void Instructions_before_the_talk_are_system_and_later_ones_keep_their_place()
    {
        var body = AnthropicJson.Write(Ask with
        {
            Messages =
            [
                new(MessageRole.System, [new TextBlock("One.")]) { RoleWord = "developer" },
                new(MessageRole.System, [new TextBlock("Two.")]),
                User(new TextBlock("Hi")),
                new(MessageRole.System, [new TextBlock("Late.")]),
            ],
        });
        AnthropicJson.Same("""[{"type":"text","text":"One."},{"type":"text","text":"Two."}]""", body["system"]!);
        AnthropicJson.Same("""[{"role":"user","content":"Hi"},{"role":"system","content":"Late."}]""", body["messages"]!);
    }

    [Fact]
    public void Results_of_parallel_calls_come_together_and_ids_stay_matched()
    {
        var body = AnthropicJson.Write(Ask with
        {
            Messages =
            [
                User(new TextBlock("Go")),
                new(MessageRole.Assistant, [new ToolCallBlock("functions.f:0", "f", "{\"a\":1}"), new ToolCallBlock("functions_f_0", "f", "{}")]),
                User(new ToolResultBlock("functions.f:0", [new TextBlock("one")])),
                User(new ToolResultBlock("functions_f_0", [new TextBlock("two")]) { IsError = true }),
                User(new TextBlock("And?")),
            ],
        });
        AnthropicJson.Same("""
            [{"role":"user","content":"Go"},
             {"role":"assistant","content":[{"type":"tool_use","id":"functions_f_0","name":"f","input":{"a":1}},{"type":"tool_use","id":"functions_f_0_2","name":"f","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"functions_f_0","content":"one"},{"type":"tool_result","tool_use_id":"functions_f_0_2","content":"two","is_error":true}]},
             {"role":"user","content":"And?"}]
            """, body["messages"]!);
    }

    [Fact]
    public void Broken_arguments_of_the_past_do_not_stop_the_talk()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with
        {
            Messages = [User(new TextBlock("Go")), new(MessageRole.Assistant, [new ToolCallBlock("c1", "f", "{\"a\":"), new ToolCallBlock("c2", "f", ""), new ToolCallBlock("c3", "f", "[1]")])],
        });
        AnthropicJson.Same("""{"arguments":"{\"a\":"}""", body["messages"]![1]!["content"]![0]!["input"]!);
        AnthropicJson.Same("{}", body["messages"]![1]!["content"]![1]!["input"]!);
        Assert.Contains(written.Notes, note => note.Member == "messages[1].content[0].arguments");
    }

    [Fact]
    public void Nobody_gets_words_put_in_the_mouth()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with
        {
            Messages = [User(new TextBlock("Hi")), new(MessageRole.Assistant, [new TextBlock("")]), new(MessageRole.Assistant, [new ThinkingBlock("open thoughts"), new TextBlock("So.")]), User(new TextBlock("On"))],
        });
        AnthropicJson.Same("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"So."},{"role":"user","content":"On"}]""", body["messages"]!);
        Assert.Contains(written.Notes, note => note.Member == "messages[1]");
        Assert.Contains(written.Notes, note => note.Member == "messages[2].content[0]");
    }

    [Fact]
    public void Two_named_users_are_not_made_one()
    {
        ChatMessage[] talk = [User(new TextBlock("a")) with { Name = "ann" }, User(new TextBlock("b")) with { Name = "bob" }];
        Assert.Equal("messages[1].name", AnthropicJson.Refused(Ask with { Messages = talk }).Field);
        var (_, written) = AnthropicJson.WriteNoted(Ask with { Messages = talk[..1] });
        Assert.Equal("messages[0].name", Assert.Single(written.Notes).Member);
    }

    [Fact]
    public void Tools_keep_their_schemas_and_strictness()
    {
        var body = AnthropicJson.Write(Ask with
        {
            Tools =
            [
                new("f") { Description = "d", Strict = true, Schema = Raw("""{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}""") },
                new("g"),
            ],
            ToolChoice = new(ToolChoiceKind.Named) { Names = ["f"] },
            ParallelToolCalls = false,
        });
        AnthropicJson.Same("""
            [{"name":"f","description":"d","input_schema":{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false},"strict":true},
             {"name":"g","input_schema":{"type":"object","properties":{}}}]
            """, body["tools"]!);
        AnthropicJson.Same("""{"type":"tool","name":"f","disable_parallel_tool_use":true}""", body["tool_choice"]!);
    }

    [Fact]
    public void Parallel_calls_are_switched_off_without_a_choice_too() =>
        AnthropicJson.Same("""{"type":"auto","disable_parallel_tool_use":true}""", AnthropicJson.Write(Ask with { Tools = [new("f")], ParallelToolCalls = false })["tool_choice"]!);

    [Fact]
    public void Allowed_tools_are_the_ones_offered()
    {
        var body = AnthropicJson.Write(Ask with { Tools = [new("f"), new("g")], ToolChoice = new(ToolChoiceKind.Allowed) { Names = ["g"], MustCall = true } });
        Assert.Equal("g", (string?)Assert.Single(body["tools"]!.AsArray())!["name"]);
        AnthropicJson.Same("""{"type":"any"}""", body["tool_choice"]!);
    }

    [Fact]
    public void Pictures_and_documents_arrive()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with
        {
            Messages =
            [
                User(
                    new ImageBlock(new MediaSource { MediaType = "image/png", Base64 = "AA==" }) { Detail = "low" },
                    new ImageBlock(new MediaSource { Url = "https://e.test/a.png" }),
                    new DocumentBlock(new MediaSource { MediaType = "application/pdf", Base64 = "JVBERi0=" }) { FileName = "a.pdf" },
                    new DocumentBlock(new MediaSource { MediaType = "text/csv", Base64 = Convert.ToBase64String("a;b"u8) })),
            ],
        });
        AnthropicJson.Same("""
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}},{"type":"image","source":{"type":"url","url":"https://e.test/a.png"}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"a.pdf"},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a;b"}}]
            """, body["messages"]![0]!["content"]!);
        Assert.Equal("messages[0].content[0].detail", Assert.Single(written.Notes).Member);
    }

    [Fact]
    public void A_schema_for_the_answer_is_a_schema_and_no_forced_tool()
    {
        var body = AnthropicJson.Write(Ask with { Format = new(OutputKind.JsonSchema) { Name = "answer", Schema = Raw("""{"type":"object","properties":{"a":{}}}"""), Strict = true } });
        AnthropicJson.Same("""{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{}}}}}""", body["output_config"]!);
        Assert.Null(body["tools"]);
    }

    [Fact]
    public void An_effort_is_an_effort_and_no_bound_is_raised()
    {
        var body = AnthropicJson.Write(Ask with { Reasoning = new() { Effort = "high" } });
        AnthropicJson.Same("""{"type":"adaptive"}""", body["thinking"]!);
        Assert.Equal(("high", 100), ((string)body["output_config"]!["effort"]!, (int)body["max_tokens"]!));
        AnthropicJson.Same("""{"type":"disabled"}""", AnthropicJson.Write(Ask with { Reasoning = new() { Effort = "none" } })["thinking"]!);
    }

    [Fact]
    public void Models_from_before_efforts_get_a_budget_that_fits()
    {
        var old = AnthropicJson.Profile with { RemoteModel = "claude-sonnet-4-5-20250929" };
        var (body, written) = AnthropicJson.WriteNoted(Ask with { OutputTokensMax = 3000, Reasoning = new() { Effort = "medium" } }, old);
        AnthropicJson.Same("""{"type":"enabled","budget_tokens":2999}""", body["thinking"]!);
        Assert.Null(body["output_config"]);
        Assert.Contains(written.Notes, note => note.Member == "reasoning_effort");
        Assert.Null(AnthropicJson.Write(Ask with { Reasoning = new() { Effort = "medium" } }, old)["thinking"]);
    }

    [Fact]
    public void Reasoning_that_bears_the_providers_seal_goes_back()
    {
        var body = AnthropicJson.Write(Ask with
        {
            Messages =
            [
                User(new TextBlock("x")),
                new(MessageRole.Assistant, [new ThinkingBlock("Hm.") { Origin = "bedrock", Signature = "s" }, new ThinkingBlock("") { Origin = "anthropic", Sealed = "d" }, new TextBlock("y")]),
            ],
        });
        AnthropicJson.Same("""[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"y"}]""", body["messages"]![1]!["content"]!);
    }

    public static TheoryData<string, ChatRequest> Refusals => new()
    {
        { "response_format", Ask with { Format = new(OutputKind.JsonObject) } },
        { "n", Ask with { Choices = 2 } },
        { "logprobs", Ask with { LogProbs = true } },
        { "temperature", Ask with { Temperature = 1.5 } },
        { "frequency_penalty", Ask with { FrequencyPenalty = 0.5 } },
        { "presence_penalty", Ask with { PresencePenalty = -0.5 } },
        { "repetition_penalty", Ask with { RepetitionPenalty = 1.1 } },
        { "min_p", Ask with { MinP = 0.1 } },
        { "suffix", Ask with { Suffix = "end" } },
        { "logit_bias", Ask with { Extra = [new("logit_bias", Raw("""{"5":1}"""))] } },
        { "messages[0].content[0].input_audio", Ask with { Messages = [User(new AudioBlock(new MediaSource { MediaType = "audio/wav", Base64 = "AA==" }))] } },
        { "messages[0].content[0].file_id", Ask with { Messages = [User(new DocumentBlock(new MediaSource { FileId = "file-1" }))] } },
        { "messages[0].content[0]", Ask with { Messages = [User(new DocumentBlock(new MediaSource { MediaType = "application/msword", Base64 = "AA==" }))] } },
        { "messages[0].content[0]", Ask with { Messages = [User(new OpaqueBlock("openai.responses", "web_search_call", Raw("{}")))] } },
        { "tools[0]", Ask with { Tools = [new("web_search_preview") { Dialect = "openai.responses", Raw = Raw("{}") }] } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_would_change_the_answer_is_refused_by_its_name(string member, ChatRequest request)
    {
        var problem = AnthropicJson.Refused(request);
        Assert.Equal((ProblemCode.UnsupportedParameter, member), (problem.Code, problem.Field));
    }

    [Fact]
    public void Values_that_ask_for_nothing_are_nothing()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with
        {
            FrequencyPenalty = 0, PresencePenalty = 0, RepetitionPenalty = 1, MinP = 0, Choices = 1, LogProbs = false, Store = false, ToolChoice = new(ToolChoiceKind.None),
            Format = new(OutputKind.Text), Extra = [new("logit_bias", Raw("{}")), new("functions", Raw("null")), new("web_search_options", Raw("[ ]"))],
        });
        AnthropicJson.Same("""{"model":"claude-remote","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""", body);
        Assert.Empty(written.Notes);
    }

    [Fact]
    public void Hints_are_noted_and_left_out()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with
        {
            Seed = 7, Store = true, PromptCacheKey = "k", Metadata = Raw("""{"a":"b"}"""), ServiceTier = "flex", User = "u-1", Extra = [new("prediction", Raw("""{"type":"content"}"""))],
        });
        Assert.Equal("u-1", (string?)body["metadata"]!["user_id"]);
        Assert.Equal(["metadata", "prediction", "prompt_cache_key", "seed", "service_tier", "store"], written.Notes.Select(note => note.Member).Order());
    }

    [Fact]
    public void Cache_marks_are_expressed()
    {
        var mark = Raw("""{"type":"ephemeral","ttl":"1h"}""");
        var body = AnthropicJson.Write(Ask with
        {
            Messages = [new(MessageRole.System, [new TextBlock("s") { CacheControl = mark }]), User(new TextBlock("x") { CacheControl = mark })],
            Tools = [new("f") { CacheControl = mark }],
        });
        Assert.Equal(3, body.ToJsonString().Split("\"ttl\":\"1h\"").Length - 1);
    }

    [Fact]
    public void A_raw_prompt_is_one_turn()
    {
        var (body, written) = AnthropicJson.WriteNoted(Ask with { Dialect = "openai.completions", Messages = [], Prompt = "Once" });
        AnthropicJson.Same("""[{"role":"user","content":"Once"}]""", body["messages"]!);
        Assert.Equal("prompt", Assert.Single(written.Notes).Member);
    }

    private static ChatMessage User(params Block[] blocks) => new(MessageRole.User, blocks);

    private static byte[] Raw(string json) => Encoding.UTF8.GetBytes(json);
}
