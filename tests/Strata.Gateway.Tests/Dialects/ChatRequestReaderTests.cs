using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Gateway.Dialects.OpenAi;

namespace Strata.Gateway.Tests.Dialects;

public sealed class ChatRequestReaderTests
{
    [Theory]
    [InlineData("\"temperature\":9.5", "temperature")]
    [InlineData("\"temperature\":\"hot\"", "temperature")]
    [InlineData("\"top_p\":1.5", "top_p")]
    [InlineData("\"max_tokens\":-1", "max_tokens")]
    [InlineData("\"max_tokens\":0", "max_tokens")]
    [InlineData("\"max_completion_tokens\":1.5", "max_completion_tokens")]
    [InlineData("\"max_tokens\":3,\"max_completion_tokens\":4", "max_tokens")]
    [InlineData("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop")]
    [InlineData("\"stop\":\"\"", "stop")]
    [InlineData("\"temperature\":0,\"temperature\":1", "temperature")]
    [InlineData("\"max_tokens\":5,\"max_tok\\u0065ns\":5", "max_tokens")]
    [InlineData("\"stop\":[1]", "stop")]
    [InlineData("\"seed\":\"x\"", "seed")]
    [InlineData("\"n\":0", "n")]
    [InlineData("\"stream_options\":{\"include_usage\":true}", "stream_options")]
    [InlineData("\"messages\":[]", "messages")]
    [InlineData("\"messages\":\"hi\"", "messages")]
    [InlineData("\"messages\":[{\"role\":\"wizard\",\"content\":\"x\"}]", "messages[0].role")]
    [InlineData("\"messages\":[{\"content\":\"x\"}]", "messages[0].role")]
    [InlineData("\"messages\":[{\"role\":\"user\"}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[]}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"x\"}]", "messages[1].role")]
    [InlineData("\"response_format\":{\"type\":\"xml\"}", "response_format.type")]
    public void Wrong_values_are_refused_by_name(string member, string field)
    {
        var problem = Read(member).Problem;
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Equal(field, problem.Field);
    }

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools")]
    [InlineData("\"tool_choice\":\"required\"", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\"}", "tool_choice")]
    [InlineData("\"functions\":[{}]", "functions")]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", "response_format")]
    [InlineData("\"response_format\":{\"json_schema\":{\"a\":[1]},\"type\":\"json_schema\"}", "response_format")]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"top_logprobs\":3", "top_logprobs")]
    [InlineData("\"logit_bias\":{\"5\":1}", "logit_bias")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty")]
    [InlineData("\"presence_penalty\":-1", "presence_penalty")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"web_search_options\":{}", "web_search_options")]
    [InlineData("\"store\":true", "store")]
    [InlineData("\"audio\":{\"voice\":\"x\"}", "audio")]
    [InlineData("\"reasoning_effort\":\"high\"", "reasoning_effort")]
    [InlineData("\"prediction\":{}", "prediction")]
    [InlineData("\"service_tier\":\"priority\"", "service_tier")]
    [InlineData("\"no_such_member\":1", "no_such_member")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"tool_calls\":[{}]}]", "messages[0].tool_calls")]
    public void What_is_not_offered_is_refused_by_name_and_never_ignored(string member, string field)
    {
        var problem = Read(member).Problem;
        Assert.Equal(ProblemCode.UnsupportedParameter, problem.Code);
        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void Values_that_ask_for_nothing_are_taken()
    {
        var request = Read("""
            "tools":[],"tool_choice":"none","functions":null,"response_format":{"type":"text"},"n":1,"logprobs":false,"top_logprobs":null,"logit_bias":{},
            "frequency_penalty":0,"modalities":["text"],"store":false,"user":"u","metadata":{"a":"b"},"safety_identifier":"s","service_tier":"auto",
            "prompt_cache_key":"k","temperature":0.5,"top_p":0.9,"top_k":4,"seed":-1,"stop":["a","b"],"max_tokens":9,"max_completion_tokens":9,"stream":true,"stream_options":{"include_usage":true}
            """).Value;
        Assert.True(request.Stream && request.IncludeUsage);
        Assert.Equal(9, request.Generation.OutputTokensMax);
        Assert.Equal(["a", "b"], request.Generation.Stop);
        Assert.Equal(0.5f, request.Generation.Sampling.Temperature);
        Assert.Equal(ulong.MaxValue, request.Generation.Sampling.Seed);
    }

    [Fact]
    public void Messages_keep_roles_names_and_joined_parts()
    {
        var messages = Read("""
            "messages":[{"role":"developer","content":"Be short."},{"content":[{"type":"text","text":"And "},{"text":"now?","type":"text"}],"name":"ann","role":"user"},{"role":"assistant","content":"Hi","refusal":null}]
            """).Value.Generation.Messages!;
        Assert.Equal(["developer", "user", "assistant"], messages.Select(m => m.Role));
        Assert.Equal("And now?", messages[1].Content);
        Assert.Equal("ann", messages[1].Name);
    }

    [Fact]
    public void More_messages_than_the_bound_are_refused_before_they_are_kept()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"role":"user","content":"a"}""", JsonLimits.MessagesMax + 1));
        Assert.Contains("more than 100000", ChatRequestReader.Read(Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{{many}}]}""")).Problem.Message);
    }

    private static Result<TextRequest> Read(string members)
    {
        var messages = members.Contains("\"messages\"", StringComparison.Ordinal) ? "" : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],";
        return ChatRequestReader.Read(Encoding.UTF8.GetBytes($$"""{"model":"m",{{messages}}{{members}}}"""));
    }
}
