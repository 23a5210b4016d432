using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Chat;

public sealed class ChatStreamTests
{
    private static readonly IDialect Chat = DialectSet.All.Find("openai.chat")!;

    private static readonly string Full = string.Concat(new[]
    {
        Chunk("""{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"reasoning_content":"Let me"},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"reasoning_content":" see."},"finish_reason":null}"""),
        ": comment\n\n",
        Chunk("""{"index":1,"delta":{"content":"Zwei 😀"},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"content":"Hel"},"logprobs":{"content":[{"token":"Hel","logprob":-0.1,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"content":"lo"},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","type":"custom","custom":{"name":"g","input":"x"}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{},"finish_reason":"tool_calls"}"""),
        Chunk("""{"index":1,"delta":{"refusal":"No."},"finish_reason":null}"""),
        Chunk("""{"index":1,"delta":{},"finish_reason":"stop"}"""),
        "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6,\"total_tokens\":11}}\n\n",
        "data: [DONE]\n\n",
    });

    [Fact]
    public void Chunks_become_blocks()
    {
        Assert.Equal(
            [
                "Started x gpt", "+0.0 Thinking", "0.0 Let me", "0.0  see.", "+1.0 Text", "1.0 Zwei 😀", "-0.0", "+0.1 Text", "0.1 Hel", "LogProbs", "0.1 lo", "-0.1",
                "+0.2 ToolCall c1 f", "0.2 {\"a\"", "0.2 :1}", "-0.2", "+0.3 ToolCall c2 g custom", "0.3 x", "-0.3", "0 ToolCalls tool_calls",
                "-1.0", "+1.1 Refusal", "1.1 No.", "-1.1", "1 Refusal stop", "Usage 11", "Ended",
            ],
            Written.Steps(Chat, Full).Select(Line));
    }

    [Fact]
    public void Wherever_the_bytes_are_cut_the_steps_are_the_same()
    {
        var expected = Written.Steps(Chat, Full).Select(Line).ToList();
        var bytes = Encoding.UTF8.GetBytes(Full);
        for (var cut = 1; cut < bytes.Length; cut += 17)
        {
            var first = true;
            var at = cut;
            Assert.Equal(expected, Written.Steps(Chat, bytes, () => first && !(first = false) ? at : bytes.Length).Select(Line));
        }

        Assert.Equal(expected, Written.Steps(Chat, bytes, () => 1).Select(Line));
    }

    [Fact]
    public void A_stream_that_broke_off_never_ends_and_one_without_done_ends_when_all_choices_have()
    {
        var done = Full.IndexOf("data: [DONE]", StringComparison.Ordinal);
        Assert.Equal(AnswerEventKind.Ended, Written.Steps(Chat, Full[..done])[^1].Kind);
        var open = Full.IndexOf("data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{\"index\":1,\"delta\":{},", StringComparison.Ordinal);
        Assert.DoesNotContain(Written.Steps(Chat, Full[..open]), s => s.Kind == AnswerEventKind.Ended);
        Assert.Empty(Written.Steps(Chat, ""));
    }

    [Fact]
    public void Read_and_written_again_it_says_the_same()
    {
        var steps = Written.Steps(Chat, Full);
        var again = Written.Stream(Chat, steps, new AnswerHead("1", 7, "m") { IncludeUsage = true });
        Assert.Equal(steps.Select(Line).Skip(1), Written.Steps(Chat, again).Select(Line).Skip(1));
    }

    [Fact]
    public void Chunks_have_exactly_the_shape_that_clients_know()
    {
        var lines = Written.Stream(Chat, Written.Steps(Chat, Full), new AnswerHead("1", 7, "m") { IncludeUsage = true, Fingerprint = "fp" }).Split("\n\n");
        const string Open = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"system_fingerprint\":\"fp\",\"choices\":";
        Assert.Equal(Open + """[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}""", lines[0]);
        Assert.Contains(Open + """[{"index":0,"delta":{"content":"Hel"},"logprobs":null,"finish_reason":null}],"usage":null}""", lines);
        Assert.Contains(Open + """[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]},"logprobs":null,"finish_reason":null}],"usage":null}""", lines);
        Assert.Contains(Open + """[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"logprobs":null,"finish_reason":null}],"usage":null}""", lines);
        Assert.Contains(Open + """[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}],"usage":null}""", lines);
        Assert.Equal(Open + """[],"usage":{"prompt_tokens":5,"completion_tokens":6,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""", lines[^3]);
        Assert.Equal("data: [DONE]", lines[^2]);
    }

    [Fact]
    public void Usage_is_told_only_to_those_who_asked()
    {
        var stream = Written.Stream(Chat, Written.Steps(Chat, Full), new AnswerHead("1", 7, "m"));
        Assert.DoesNotContain("usage", stream);
    }

    [Fact]
    public void Errors_inside_a_stream_are_failures_with_their_code()
    {
        var steps = Written.Steps(Chat, Chunk("""{"index":0,"delta":{"content":"a"},"finish_reason":null}""") + "data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n");
        Assert.Equal(ProblemCode.Overloaded, steps[^1].Problem!.Code);
        Assert.Equal("busy", steps[^1].Problem!.Message);
    }

    [Fact]
    public void Signatures_of_calls_and_reasoning_go_to_the_caller_and_come_back()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started) { Id = "m", Name = "claude" },
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Thinking, Origin = "anthropic" },
            new(AnswerEventKind.Delta) { Text = "think" },
            new(AnswerEventKind.Signature) { Text = "SIG", Origin = "anthropic" },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.BlockStarted) { Block = 1, BlockKind = BlockKind.ToolCall, Id = "c", Name = "f" },
            new(AnswerEventKind.Signature) { Block = 1, Text = "TS", Origin = "gemini" },
            new(AnswerEventKind.BlockEnded) { Block = 1 },
            new(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.Pause, StopWord = "pause_turn" },
            new(AnswerEventKind.Ended),
        ];
        var stream = Written.Stream(Chat, steps, new AnswerHead("1", 7, "m"));
        Assert.Contains("""{"reasoning_details":[{"type":"reasoning.text","text":"","signature":"SIG","format":"anthropic-claude-v1","index":0}]}""", stream);
        Assert.Contains("""{"tool_calls":[{"index":0,"extra_content":{"google":{"thought_signature":"TS"}}}]}""", stream);
        Assert.Contains("""finish_reason":"length","native_finish_reason":"pause_turn""", stream);
        Assert.Contains("Signature SIG anthropic", Written.Steps(Chat, stream).Select(Line));
    }

    private static string Chunk(string choice) => $"data: {{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{choice}]}}\n\n";

    private static string Line(AnswerEvent step) => step.Kind switch
    {
        AnswerEventKind.Started => $"Started {step.Id} {step.Name}",
        AnswerEventKind.BlockStarted => $"+{step.Choice}.{step.Block} {step.BlockKind} {step.Id} {step.Name}{(step.IsCustom ? " custom" : "")}".TrimEnd(),
        AnswerEventKind.Delta => $"{step.Choice}.{step.Block} {step.Text}",
        AnswerEventKind.BlockEnded => $"-{step.Choice}.{step.Block}",
        AnswerEventKind.ChoiceEnded => $"{step.Choice} {step.StopReason} {step.StopWord}",
        AnswerEventKind.Usage => $"Usage {step.Usage!.Value.Total}",
        AnswerEventKind.Signature => $"Signature {step.Text} {step.Origin}",
        _ => step.Kind.ToString(),
    };
}
