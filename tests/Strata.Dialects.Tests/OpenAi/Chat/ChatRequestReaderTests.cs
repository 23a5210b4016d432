using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.OpenAi.Chat;

namespace Strata.Dialects.Tests.OpenAi.Chat;

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
    [InlineData("\"stop\":[1]", "stop")]
    [InlineData("\"temperature\":0,\"temperature\":1", "temperature")]
    [InlineData("\"max_tokens\":5,\"max_tok\\u0065ns\":5", "max_tokens")]
    [InlineData("\"seed\":\"x\"", "seed")]
    [InlineData("\"n\":0", "n")]
    [InlineData("\"logit_bias\":{\"5\":101}", "logit_bias.5")]
    [InlineData("\"stream_options\":{\"include_usage\":true}", "stream_options")]
    [InlineData("\"stream\":true,\"stream_options\":{\"include_usage\":1}", "stream_options.include_usage")]
    [InlineData("\"messages\":[]", "messages")]
    [InlineData("\"messages\":null", "messages")]
    [InlineData("\"messages\":\"hi\"", "messages")]
    [InlineData("\"messages\":[null]", "messages[0]")]
    [InlineData("\"messages\":[{\"role\":\"wizard\",\"content\":\"x\"}]", "messages[0].role")]
    [InlineData("\"messages\":[{\"content\":\"x\"}]", "messages[0].role")]
    [InlineData("\"messages\":[{\"role\":\"user\"}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":null}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[]}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]", "messages[0].content[0].text")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]", "messages[0].content[0].type")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]", "messages[0].content[0].image_url.url")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"x\"}}]}]", "messages[0].content[0].input_audio.format")]
    [InlineData("\"messages\":[{\"role\":\"assistant\"}]", "messages[0].content")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"x\"}]", "messages[1].role")]
    [InlineData(
        "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
        + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"x\"}]",
        "messages[1].tool_call_id")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}]", "messages[0].tool_calls[0].id")]
    [InlineData("\"response_format\":{\"type\":\"xml\"}", "response_format.type")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\"}", "response_format.json_schema")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].function.name")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":[]}}]", "tools[0].function.parameters")]
    [InlineData("\"tools\":{}", "tools")]
    [InlineData("\"tool_choice\":\"maybe\"", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\"}", "tool_choice.function.name")]
    [InlineData("\"metadata\":[]", "metadata")]
    [InlineData("\"model\":\"\"", "model")]
    public void Wrong_values_are_refused_by_name(string member, string field)
    {
        var problem = Read(member).Problem;
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void Everything_finds_its_place()
    {
        var request = Read("""
            "messages":[
              {"role":"developer","content":"Be short."},
              {"role":"user","name":"ann","content":[{"type":"text","text":"Look","cache_control":{"type":"ephemeral"}},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                {"type":"input_audio","input_audio":{"data":"BBBB","format":"mp3"}},
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,CCCC"}},
                {"type":"video_url","video_url":{"url":"x"}}]},
              {"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{broken"}}]},
              {"role":"tool","tool_call_id":"c1","content":"42"}],
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","additionalProperties":false},"strict":true}}],
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}},
            "max_completion_tokens":9,"reasoning_effort":"high","response_format":{"type":"json_object"},"stop":"x","n":2,"seed":-1,"user":"u","vendor_member":{"a":[1]}
            """).Value;
        Assert.Equal([MessageRole.System, MessageRole.User, MessageRole.Assistant, MessageRole.User], request.Messages.Select(m => m.Role));
        Assert.Equal("developer", request.Messages[0].RoleWord);
        var parts = request.Messages[1].Blocks;
        Assert.False(parts[0].CacheControl.IsEmpty);
        Assert.Equal(("image/png", "AAAA"), (((ImageBlock)parts[1]).Source.MediaType, ((ImageBlock)parts[1]).Source.Base64));
        Assert.Equal("audio/mpeg", ((AudioBlock)parts[2]).Source.MediaType);
        Assert.Equal("a.pdf", ((DocumentBlock)parts[3]).FileName);
        Assert.Equal("video_url", ((OpaqueBlock)parts[4]).Type);
        Assert.Equal("hm", ((ThinkingBlock)request.Messages[2].Blocks[0]).Text);
        Assert.Equal("{broken", ((ToolCallBlock)request.Messages[2].Blocks[1]).Arguments);
        Assert.Equal("42", ((TextBlock)((ToolResultBlock)request.Messages[3].Blocks[0]).Content[0]).Text);
        Assert.True(request.Tools[0].Strict);
        Assert.True(request.ToolChoice is { Kind: ToolChoiceKind.Allowed, MustCall: true });
        Assert.Equal("vendor_member", Assert.Single(request.Extra).Name);
        Assert.Equal((9, 2, -1, "high"), (request.OutputTokensMax!.Value, request.Choices!.Value, request.Seed!.Value, request.Reasoning!.Effort));
    }

    [Fact]
    public void Null_says_nothing_and_is_not_carried()
    {
        var request = Read("\"tools\":null,\"stop\":null,\"temperature\":null,\"response_format\":null,\"vendor\":null,\"tool_choice\":null,\"logit_bias\":{},\"modalities\":[\"text\"],\"functions\":[]").Value;
        Assert.Empty(request.Extra);
        Assert.Null(request.Format);
    }

    [Fact]
    public void More_messages_than_the_bound_are_refused()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"role":"user","content":"a"}""", JsonLimits.MessagesMax + 1));
        Assert.Contains("more than 100000", Read($"\"messages\":[{many}]").Problem.Message);
    }

    private static Result<ChatRequest> Read(string members)
    {
        var messages = members.Contains("\"messages\"", StringComparison.Ordinal) ? "" : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],";
        var model = members.Contains("\"model\"", StringComparison.Ordinal) ? "" : "\"model\":\"m\",";
        return ChatRequestReader.Read(Encoding.UTF8.GetBytes($$"""{{{model}}{{messages}}{{members}}}"""));
    }
}
