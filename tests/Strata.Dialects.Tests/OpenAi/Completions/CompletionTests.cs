using System.Text;
using System.Text.Json.Nodes;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Completions;

public sealed class CompletionTests
{
    private static readonly IDialect Completions = DialectSet.All.Find("openai.completions")!;

    private static readonly string Stream = string.Concat(
        Chunk("""{"index":0,"text":"On","logprobs":null,"finish_reason":null}"""),
        Chunk("""{"index":1,"text":"Zwei","logprobs":{"tokens":["Zwei"]},"finish_reason":null}"""),
        Chunk("""{"index":0,"text":"ce","logprobs":null,"finish_reason":null}"""),
        Chunk("""{"index":0,"text":"","logprobs":null,"finish_reason":"length"}"""),
        Chunk("""{"index":1,"text":"","logprobs":null,"finish_reason":"stop"}"""),
        "data: {\"id\":\"x\",\"object\":\"text_completion\",\"created\":1,\"model\":\"g\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6,\"total_tokens\":11}}\n\n",
        "data: [DONE]\n\n");

    [Theory]
    [InlineData("""{"model":"m","prompt":"Once","max_tokens":16}""")]
    [InlineData("""
        {"model":"m","prompt":[[1,2],[3]],"max_tokens":5,"echo":true,"best_of":2,"logprobs":3,"suffix":"s","stream":true,"stream_options":{"include_usage":true},"n":2,"stop":"x",
        "temperature":0,"seed":4,"user":"u","logit_bias":{"1":2},"vendor":1}
        """)]
    [InlineData("""{"model":"m","prompt":["a","b"],"max_tokens":5}""")]
    public void A_request_read_and_written_says_the_same(string body)
    {
        var request = Completions.ReadRequest(Encoding.UTF8.GetBytes(body), default).Value;
        var (written, notes) = Written.Request(Completions, request, new WriteProfile("m") { Stream = request.Stream });
        Assert.Empty(notes);
        var expected = JsonNode.Parse(body)!;
        if (expected["stop"] is { } stop)
        {
            expected["stop"] = new JsonArray(stop.DeepClone());
        }

        Same.Json(expected, written);
    }

    [Theory]
    [InlineData("\"x\":1", "prompt")]
    [InlineData("\"prompt\":[]", "prompt")]
    [InlineData("\"prompt\":{}", "prompt")]
    [InlineData("\"prompt\":[1,-2]", "prompt")]
    [InlineData("\"prompt\":[1,\"a\"]", "prompt")]
    [InlineData("\"prompt\":[[]]", "prompt")]
    [InlineData("\"prompt\":\"a\",\"max_tokens\":-1", "max_tokens")]
    [InlineData("\"prompt\":\"a\",\"echo\":1", "echo")]
    [InlineData("\"prompt\":\"a\",\"logprobs\":true", "logprobs")]
    public void Wrong_values_are_refused_by_name(string members, string field) =>
        Assert.Equal(field, Completions.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m",{{members}}}"""), default).Problem.Field);

    [Fact]
    public void An_answer_read_and_written_says_the_same()
    {
        const string Body = """
            {"id":"cmpl-1","object":"text_completion","created":7,"model":"m","choices":[{"index":0,"text":"a 😀","logprobs":{"tokens":["a"]},"finish_reason":"length"},{"index":1,
            "text":"b","logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":0}},"vendor":1}
            """;
        Same.Json(JsonNode.Parse(Body)!, Written.Answer(Completions, Completions.ReadAnswer(Encoding.UTF8.GetBytes(Body)).Value, new AnswerHead("1", 7, "m")));
    }

    [Fact]
    public void A_stream_read_and_written_says_the_same_wherever_it_is_cut()
    {
        var steps = Written.Steps(Completions, Stream);
        Assert.Equal(AnswerEventKind.Ended, steps[^1].Kind);
        var bytes = Encoding.UTF8.GetBytes(Stream);
        Assert.Equal(steps.Select(s => (s.Kind, s.Choice, s.Text, s.StopWord)), Written.Steps(Completions, bytes, () => 1).Select(s => (s.Kind, s.Choice, s.Text, s.StopWord)));
        var again = Written.Stream(Completions, steps, new AnswerHead("1", 7, "m") { IncludeUsage = true });
        Assert.Contains("""choices":[{"index":0,"text":"ce","logprobs":null,"finish_reason":null}],"usage":null}""", again);
        Assert.Contains("""choices":[{"index":0,"text":"","logprobs":null,"finish_reason":"length"}],"usage":null}""", again);
        Assert.Contains("""{"index":1,"text":"","logprobs":{"tokens":["Zwei"]},"finish_reason":null}""", again);
        Assert.EndsWith("data: [DONE]\n\n", again);
    }

    [Fact]
    public void A_conversation_is_refused_and_a_raw_prompt_becomes_a_turn_of_chat()
    {
        var chat = DialectSet.All.Find("openai.chat")!;
        var talk = chat.ReadRequest("""{"model":"m","messages":[{"role":"user","content":"x"}]}"""u8.ToArray(), default).Value;
        Assert.Equal("messages", Written.Refused(Completions, talk, new WriteProfile("m")).Field);
        var raw = Completions.ReadRequest("""{"model":"m","prompt":"Once"}"""u8.ToArray(), default).Value;
        var (body, notes) = Written.Request(chat, raw, new WriteProfile("r") { UsesMaxTokens = true });
        Assert.Equal("""{"model":"r","messages":[{"role":"user","content":"Once"}],"max_tokens":16}""", body);
        Assert.Equal("prompt", Assert.Single(notes).Member);
        var tokens = Completions.ReadRequest("""{"model":"m","prompt":[1,2]}"""u8.ToArray(), default).Value;
        Assert.Equal("prompt", Written.Refused(chat, tokens, new WriteProfile("r")).Field);
    }

    private static string Chunk(string choice) => $"data: {{\"id\":\"x\",\"object\":\"text_completion\",\"created\":1,\"model\":\"g\",\"choices\":[{choice}]}}\n\n";
}
