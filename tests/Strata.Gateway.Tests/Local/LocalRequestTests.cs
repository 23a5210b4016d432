using System.Text;
using Strata.Gateway.Surfaces;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Local;

namespace Strata.Gateway.Tests.Local;

public sealed class LocalRequestTests
{
    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "tools")]
    [InlineData("\"tool_choice\":\"required\"", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", "tool_choice")]
    [InlineData("\"functions\":[{}]", "functions")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format")]
    [InlineData("\"response_format\":{\"json_schema\":{\"a\":[1]},\"type\":\"json_schema\"}", "response_format")]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"top_logprobs\":3", "top_logprobs")]
    [InlineData("\"logit_bias\":{\"5\":1}", "logit_bias")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty")]
    [InlineData("\"presence_penalty\":-1", "presence_penalty")]
    [InlineData("\"repetition_penalty\":1.2", "repetition_penalty")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"web_search_options\":{}", "web_search_options")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"audio\":{\"voice\":\"x\"}", "audio")]
    [InlineData("\"reasoning_effort\":\"high\"", "reasoning_effort")]
    [InlineData("\"prediction\":{}", "prediction")]
    [InlineData("\"service_tier\":\"priority\"", "service_tier")]
    [InlineData("\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}", "stream_options.include_obfuscation")]
    [InlineData("\"no_such_member\":1", "no_such_member")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"video\"}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"weight\":1}]", "messages[0].weight")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}]", "messages[0].tool_calls")]
    public void What_is_not_offered_is_refused_by_name_and_never_ignored(string member, string field)
    {
        var problem = Chat(member).Problem;
        Assert.Equal(ProblemCode.UnsupportedParameter, problem.Code);
        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void Values_that_ask_for_nothing_are_taken()
    {
        var request = Chat("""
            "tools":[],"tool_choice":"none","functions":null,"response_format":{"type":"text"},"n":1,"logprobs":false,"top_logprobs":null,"logit_bias":{},
            "frequency_penalty":0,"modalities":["text"],"store":false,"user":"u","metadata":{"a":"b"},"safety_identifier":"s","service_tier":"auto",
            "prompt_cache_key":"k","prompt_cache_retention":"24h","temperature":0.5,"top_p":0.9,"top_k":4,"seed":-1,"stop":["a","b"],"max_tokens":9,"max_completion_tokens":9,
            "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}
            """).Value;
        Assert.Equal(9, request.OutputTokensMax);
        Assert.Equal(["a", "b"], request.Stop);
        Assert.Equal(0.5f, request.Sampling.Temperature);
        Assert.Equal(4, request.Sampling.TopK);
        Assert.Equal(ulong.MaxValue, request.Sampling.Seed);
    }

    [Fact]
    public void Messages_keep_roles_names_and_joined_parts()
    {
        var messages = Chat("""
            "messages":[{"role":"developer","content":"Be short."},{"content":[{"type":"text","text":"And "},{"text":"now?","type":"text"}],"name":"ann","role":"user"},{"role":"assistant","content":"Hi","refusal":null}]
            """).Value.Messages!;
        Assert.Equal(["developer", "user", "assistant"], messages.Select(m => m.Role));
        Assert.Equal("And now?", messages[1].Content);
        Assert.Equal("ann", messages[1].Name);
    }

    [Fact]
    public void A_model_whose_template_has_a_place_for_them_takes_tools_calls_results_and_a_schema()
    {
        var model = new ModelDescription { Name = "m", TakesTools = true, TakesSchema = true };
        var request = Read("""
            "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}],
            "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","properties":{"b":{"type":"string"}}}}},
            "messages":[{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},
              {"role":"tool","tool_call_id":"c","content":"two"}]
            """).Then(r => LocalRequest.From(r, model)).Value;
        Assert.Equal("f", request.Tools!.Value[0].GetProperty("function").GetProperty("name").GetString());
        Assert.True(request.AnswerSchema!.Value.GetProperty("properties").TryGetProperty("b", out _));
        Assert.Equal(["user", "assistant", "tool"], request.Messages!.Select(m => m.Role));
        Assert.Equal(new PromptToolCall("c", "f", "{\"a\":1}"), Assert.Single(request.Messages![1].ToolCalls));
        Assert.Equal(("c", "two"), (request.Messages![2].ToolCallId, request.Messages[2].Content));
        var strict = Read("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}");
        Assert.Equal("response_format", strict.Then(r => LocalRequest.From(r, model)).Problem.Field); // what is promised exactly is not forced yet
    }

    [Fact]
    public void Completions_take_one_prompt_as_text_or_tokens()
    {
        Assert.Equal("Once", Completion("\"Once\"").Value.Text);
        Assert.Equal("Once", Completion("[\"Once\"]").Value.Text);
        Assert.Equal([1, 2, 3], Completion("[1,2,3]").Value.Tokens!);
        Assert.Equal([1, 2], Completion("[[1,2]]").Value.Tokens!);
        Assert.Equal(16, Completion("\"Once\"").Value.OutputTokensMax);
        Assert.Equal("prompt", Completion("[\"a\",\"b\"]").Problem.Field);
        Assert.Equal(ProblemCode.UnsupportedParameter, Completion("[[1],[2]]").Problem.Code);
        Assert.Equal("echo", Completion("\"a\",\"echo\":true").Problem.Field);
        Assert.Equal("suffix", Completion("\"a\",\"suffix\":\"s\"").Problem.Field);
    }

    private static Result<GenerationRequest> Chat(string members)
    {
        var messages = members.Contains("\"messages\"", StringComparison.Ordinal) ? "" : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],";
        return Parse(messages + members).Then(LocalRequest.From);
    }

    private static Result<ChatRequest> Read(string members) => Parse(members.Contains("\"messages\"", StringComparison.Ordinal) ? members : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + members);

    private static Result<ChatRequest> Parse(string members) =>
        DialectSet.All.Find("openai.chat")!.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m",{{members}}}"""), default);

    private static Result<GenerationRequest> Completion(string prompt) =>
        DialectSet.All.Find("openai.completions")!.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","prompt":{{prompt}}}"""), default).Then(LocalRequest.From);
}
