using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

public class StreamTests
{
    private static readonly AnswerHead Head = new("up", 0, "claude-up");

    [Fact]
    public void A_stream_becomes_steps_in_the_grammar()
    {
        var (steps, problem) = AnthropicStream.Read(AnthropicStream.Text);
        Assert.Null(problem);
        Assert.Equal(AnswerEventKind.Started, steps[0].Kind);
        Assert.Equal(("msg_up", "claude-up"), (steps[0].Id, steps[0].Name));
        Assert.Equal(AnswerEventKind.Ended, steps[^1].Kind);
        Assert.Equal([BlockKind.Thinking, BlockKind.Opaque, BlockKind.Text, BlockKind.Opaque, BlockKind.ToolCall], steps.Where(s => s.Kind == AnswerEventKind.BlockStarted).Select(s => s.BlockKind));
        Assert.Equal("Hm.Grüße 👩‍👩‍👧{\"city\":\"Oslo\"}", string.Concat(steps.Where(s => s.Kind == AnswerEventKind.Delta).Select(s => s.Text)));
        Assert.Equal("sig==", Assert.Single(steps, s => s.Kind == AnswerEventKind.Signature).Text);
        Assert.Equal(StopReason.ToolCalls, Assert.Single(steps, s => s.Kind == AnswerEventKind.ChoiceEnded).StopReason);
        Assert.Single(steps, s => s.Kind == AnswerEventKind.Ping);
    }

    [Fact]
    public void Usage_begins_with_the_start_and_grows_with_each_delta()
    {
        var (steps, _) = AnthropicStream.Read(AnthropicStream.Text);
        Assert.Equal(new TokenUsage { Input = 25, CachedInput = 7, CacheWrite = 10, CacheWriteLong = 20, Output = 1 }, steps[0].Usage);
        Assert.Equal(
            new TokenUsage { Input = 25, CachedInput = 7, CacheWrite = 10, CacheWriteLong = 20, Output = 32, Reasoning = 8, ToolCalls = 1 },
            Assert.Single(steps, s => s.Kind == AnswerEventKind.Usage).Usage);
    }

    [Fact]
    public void A_stream_that_is_read_and_written_again_says_the_same()
    {
        var written = AnthropicStream.Write(AnthropicStream.Read(AnthropicStream.Text).Steps, Head);
        var expected = AnthropicStream.Events(AnthropicStream.Text);
        var actual = AnthropicStream.Events(written);
        Assert.Equal(expected.Select(e => e.Name), actual.Select(e => e.Name));
        foreach (var (one, two) in expected.Zip(actual))
        {
            if (one.Name is "message_start" or "message_delta")
            {
                continue; // compared below: usage is ours to tell
            }

            AnthropicJson.Same(one.Data, JsonNode.Parse(two.Data)!);
        }

        var end = JsonNode.Parse(actual.Single(e => e.Name == "message_delta").Data)!;
        Assert.Equal("tool_use", (string?)end["delta"]!["stop_reason"]);
        Assert.Equal("c1", (string?)end["delta"]!["container"]!["id"]);
        Assert.NotNull(end["context_management"]);
        Assert.Equal(40, (int?)end["usage"]!["output_tokens"]);
        Assert.Equal(2, (int?)end["usage"]!["server_tool_use"]!["web_fetch_requests"]);
        var start = JsonNode.Parse(actual[0].Data)!["message"]!;
        Assert.Equal(25, (int?)start["usage"]!["input_tokens"]);
        Assert.Equal(30, (int?)start["usage"]!["cache_creation_input_tokens"]);
        Assert.Equal("standard", (string?)start["usage"]!["service_tier"]);
    }

    [Fact]
    public void A_stream_cut_at_any_byte_is_no_clean_end()
    {
        var bytes = Encoding.UTF8.GetBytes(AnthropicStream.Text.TrimEnd('\n') + "\n\n");
        for (var length = 0; length < bytes.Length; length++)
        {
            var (steps, problem) = AnthropicStream.Read(bytes.AsSpan(0, length));
            Assert.Null(problem); // half an event is never read
            Assert.DoesNotContain(steps, s => s.Kind == AnswerEventKind.Ended);
        }

        Assert.Contains(AnthropicStream.Read(bytes).Steps, s => s.Kind == AnswerEventKind.Ended);
    }

    [Fact]
    public void An_error_inside_a_stream_keeps_its_kind()
    {
        var text = AnthropicStream.Text[..AnthropicStream.Text.IndexOf("event: ping", StringComparison.Ordinal)]
            + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
        var (steps, _) = AnthropicStream.Read(text);
        var problem = steps[^1].Problem!;
        Assert.Equal(AnswerEventKind.Failed, steps[^1].Kind);
        Assert.Equal((ProblemCode.Overloaded, "overloaded_error", "Overloaded"), (problem.Code, problem.DialectCode, problem.Message));
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}""")]
    [InlineData("""{"type":"content_block_start","index":0}""")]
    [InlineData("""{"type":"message_stop"}""")]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"x"}}""")]
    [InlineData("""{"type":"message_start","message":{"id":"msg","model":"m","usage":{"input_tokens":1}}""")]
    [InlineData("[1]")]
    [InlineData("garbage")]
    public void What_is_not_this_dialect_breaks_the_stream(string data)
    {
        var (_, problem) = AnthropicStream.Read($"data: {data}\n\n");
        Assert.Equal(ProblemCode.UpstreamFailed, problem!.Code);
    }

    [Fact]
    public void Servers_that_lose_the_start_or_name_no_type_are_still_understood()
    {
        var from = AnthropicStream.Text.IndexOf("event: content_block_start", StringComparison.Ordinal);
        var (steps, problem) = AnthropicStream.Read(AnthropicStream.Text[from..]);
        Assert.Null(problem);
        Assert.Equal((AnswerEventKind.Started, AnswerEventKind.Ended), (steps[0].Kind, steps[^1].Kind));

        (steps, _) = AnthropicStream.Read("data: {\"error\":{\"message\":\"out of memory\"}}\n\n");
        Assert.Equal("out of memory", Assert.Single(steps).Problem!.Message);
    }

    [Fact]
    public void The_prompts_tokens_open_the_stream_of_a_provider_that_tells_them_last()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started) { Id = "chatcmpl-1", Name = "gpt" },
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Text },
            new(AnswerEventKind.Delta) { Text = "Hi" },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.Length, StopWord = "length" },
            new(AnswerEventKind.Usage) { Usage = new TokenUsage { Input = 12, CachedInput = 3, Output = 2 } },
            new(AnswerEventKind.Ended),
        ];
        var events = AnthropicStream.Events(AnthropicStream.Write(steps, new AnswerHead("7", 0, "asked") { PromptTokens = 15 }));
        Assert.Equal(["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"], events.Select(e => e.Name));
        var start = JsonNode.Parse(events[0].Data)!["message"]!;
        Assert.Equal(("msg_7", "asked", 15), ((string)start["id"]!, (string)start["model"]!, (int)start["usage"]!["input_tokens"]!));
        var end = JsonNode.Parse(events[4].Data)!;
        Assert.Equal("max_tokens", (string?)end["delta"]!["stop_reason"]);
        Assert.Equal((12, 3, 2), ((int)end["usage"]!["input_tokens"]!, (int)end["usage"]!["cache_read_input_tokens"]!, (int)end["usage"]!["output_tokens"]!));
    }

    [Fact]
    public void Blocks_without_a_form_here_leave_no_gap()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started),
            new(AnswerEventKind.BlockStarted) { Block = 0, BlockKind = BlockKind.Opaque, Origin = "openai.responses", Name = "web_search_call", Json = "{}"u8.ToArray() },
            new(AnswerEventKind.BlockEnded) { Block = 0 },
            new(AnswerEventKind.BlockStarted) { Block = 1, BlockKind = BlockKind.ToolCall, Id = "call_1", Name = "f" },
            new(AnswerEventKind.Delta) { Block = 1, Text = "{\"a\":" },
            new(AnswerEventKind.Delta) { Block = 1, Text = "1}" },
            new(AnswerEventKind.BlockEnded) { Block = 1 },
            new(AnswerEventKind.BlockStarted) { Block = 2, BlockKind = BlockKind.ToolCall, Id = "call_2", Name = "g" },
            new(AnswerEventKind.BlockEnded) { Block = 2 },
            new(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.ToolCalls },
            new(AnswerEventKind.Ended),
        ];
        var events = AnthropicStream.Events(AnthropicStream.Write(steps, Head));
        var starts = events.Where(e => e.Name == "content_block_start").Select(e => JsonNode.Parse(e.Data)!).ToList();
        Assert.Equal([0, 1], starts.Select(s => (int)s["index"]!));
        Assert.Equal("""{"type":"tool_use","id":"call_1","name":"f","input":{}}""", starts[0]["content_block"]!.ToJsonString());
    }

    [Fact]
    public void Foreign_reasoning_comes_back_with_its_seal()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started),
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Thinking, Id = "rs_1", Origin = "openai.responses" },
            new(AnswerEventKind.Delta) { Text = "summary" },
            new(AnswerEventKind.Signature) { Text = "encrypted==", Origin = "openai.responses" },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.ChoiceEnded),
            new(AnswerEventKind.Ended),
        ];
        var events = AnthropicStream.Events(AnthropicStream.Write(steps, Head));
        var signature = (string)JsonNode.Parse(events.Single(e => e.Data.Contains("signature_delta", StringComparison.Ordinal)).Data)!["delta"]!["signature"]!;
        var body = new JsonObject
        {
            ["model"] = "m", ["max_tokens"] = 1,
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "x" },
                new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(new JsonObject { ["type"] = "thinking", ["thinking"] = "summary", ["signature"] = signature }) }),
        };
        var block = Assert.IsType<ThinkingBlock>(AnthropicJson.Request(body.ToJsonString()).Messages[1].Blocks[0]);
        Assert.Equal(("openai.responses", "rs_1", "encrypted==", "summary"), (block.Origin, block.Id, block.Sealed, block.Text));
    }

    [Fact]
    public void A_raw_part_with_line_breaks_stays_one_event()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started),
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Text },
            new(AnswerEventKind.Delta) { Text = "a\nb\r\n\r\nc" },
            new(AnswerEventKind.Citation) { Origin = "anthropic", Json = "{\n  \"type\": \"char_location\"\n}"u8.ToArray() },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.Ended),
        ];
        var (read, problem) = AnthropicStream.Read(AnthropicStream.Write(steps, Head));
        Assert.Null(problem);
        Assert.Equal("a\nb\r\n\r\nc", Assert.Single(read, s => s.Kind == AnswerEventKind.Delta).Text);
        Assert.Single(read, s => s.Kind == AnswerEventKind.Citation);
    }

    [Fact]
    public void A_calls_seal_of_another_provider_comes_back_with_the_call()
    {
        AnswerEvent[] steps =
        [
            new(AnswerEventKind.Started),
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.ToolCall, Id = "call_1", Name = "f" },
            new(AnswerEventKind.Delta) { Text = "{}" },
            new(AnswerEventKind.Signature) { Text = "one", Origin = "gemini" },
            new(AnswerEventKind.Signature) { Text = "two", Origin = "gemini" },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.ToolCalls },
            new(AnswerEventKind.Ended),
        ];
        var (again, _) = AnthropicStream.Read(AnthropicStream.Write(steps, Head));
        var call = Assert.IsType<ToolCallBlock>(Assert.Single(Back(Assert.Single(again, s => s.Kind == AnswerEventKind.Signature).Text)));
        Assert.Equal("onetwo", call.Signature);

        var answer = new ChatAnswer { Dialect = "gemini", Choices = [new AnswerChoice { Blocks = [new ToolCallBlock("call_1", "f", "{}") { Signature = "whole" }] }] };
        var content = AnthropicJson.Write(answer, Head)["content"]!;
        call = Assert.IsType<ToolCallBlock>(Assert.Single(Back((string)content[1]!["signature"]!)));
        Assert.Equal("whole", call.Signature);
    }

    private static IReadOnlyList<Block> Back(string signature) => AnthropicJson.Request($$"""
        {"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[
          {"type":"tool_use","id":"call_1","name":"f","input":{ } },{"type":"thinking","thinking":"","signature":"{{signature}}"}]}]}
        """).Messages[1].Blocks;
}
