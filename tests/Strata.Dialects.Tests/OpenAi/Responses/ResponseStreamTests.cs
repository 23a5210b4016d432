using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Responses;

public sealed class ResponseStreamTests
{
    private static readonly IDialect Responses = DialectSet.All.Find("openai.responses")!;

    private static readonly AnswerEvent[] Steps =
    [
        new(AnswerEventKind.Started) { Id = "x", Name = "g" },
        new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Thinking, Origin = "openai.responses", Id = "rs_7" },
        new(AnswerEventKind.Delta) { Text = "hm" },
        new(AnswerEventKind.Signature) { Text = "EEE", Origin = "openai.responses" },
        new(AnswerEventKind.BlockEnded),
        new(AnswerEventKind.BlockStarted) { Block = 1, BlockKind = BlockKind.Text },
        new(AnswerEventKind.Delta) { Block = 1, Text = "Hel" },
        new(AnswerEventKind.Delta) { Block = 1, Text = "lo 😀" },
        new(AnswerEventKind.Citation) { Block = 1, Json = "{\"type\":\"url_citation\",\"url\":\"u\"}"u8.ToArray() },
        new(AnswerEventKind.BlockEnded) { Block = 1 },
        new(AnswerEventKind.BlockStarted) { Block = 2, BlockKind = BlockKind.Refusal },
        new(AnswerEventKind.Delta) { Block = 2, Text = "No." },
        new(AnswerEventKind.BlockEnded) { Block = 2 },
        new(AnswerEventKind.BlockStarted) { Block = 3, BlockKind = BlockKind.ToolCall, Id = "c1", Name = "f" },
        new(AnswerEventKind.Delta) { Block = 3, Text = "{\"a\"" },
        new(AnswerEventKind.Delta) { Block = 3, Text = ":1}" },
        new(AnswerEventKind.BlockEnded) { Block = 3 },
        new(AnswerEventKind.BlockStarted) { Block = 4, BlockKind = BlockKind.ToolCall, Id = "c2", Name = "g", IsCustom = true },
        new(AnswerEventKind.Delta) { Block = 4, Text = "free" },
        new(AnswerEventKind.BlockEnded) { Block = 4 },
        new(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.ToolCalls, StopWord = "completed" },
        new(AnswerEventKind.Usage) { Usage = new TokenUsage { Input = 5, Output = 6 } },
        new(AnswerEventKind.Ended),
    ];

    [Fact]
    public void Every_event_stands_in_its_order_with_its_number_and_the_last_repeats_the_answer()
    {
        var events = Events(Written.Stream(Responses, Steps, new AnswerHead("1", 7, "m")));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => (int)e["sequence_number"]!));
        Assert.Equal(
            [
                "response.created", "response.in_progress",
                "response.output_item.added", "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
                 "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.output_item.done",
                "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
                 "response.output_text.annotation.added", "response.output_text.done", "response.content_part.done",
                "response.content_part.added", "response.refusal.delta", "response.refusal.done", "response.content_part.done", "response.output_item.done",
                "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
                "response.output_item.added", "response.custom_tool_call_input.delta", "response.custom_tool_call_input.done", "response.output_item.done",
                "response.completed",
            ],
            events.Select(e => (string)e["type"]!));
        var whole = events[^1]["response"]!;
        Assert.Equal("completed", (string)whole["status"]!);
        Assert.Equal(["reasoning", "message", "function_call", "custom_tool_call"], whole["output"]!.AsArray().Select(i => (string)i!["type"]!));
        Assert.Equal("EEE", (string)whole["output"]![0]!["encrypted_content"]!);
        Assert.Equal("Hello 😀", (string)whole["output"]![1]!["content"]![0]!["text"]!);
        Assert.Equal("{\"a\":1}", (string)whole["output"]![2]!["arguments"]!);
        Assert.Equal(11, (int)whole["usage"]!["total_tokens"]!);
        var item = events.First(e => (string)e["type"]! == "response.output_text.delta");
        Assert.Equal((string)whole["output"]![1]!["id"]!, (string)item["item_id"]!);
    }

    [Fact]
    public void Written_and_read_again_the_steps_are_the_same_wherever_the_bytes_are_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Written.Stream(Responses, Steps, new AnswerHead("1", 7, "m")));
        string[] expected =
        [
            "Started resp_1", "Ping", "BlockStarted Thinking rs_7", "Delta hm", "Signature EEE", "BlockEnded", "BlockStarted Text", "Delta Hel", "Delta lo 😀",
             "Citation", "BlockEnded", "BlockStarted Refusal", "Delta No.", "BlockEnded",
            "BlockStarted ToolCall c1", "Delta {\"a\"", "Delta :1}", "BlockEnded", "BlockStarted ToolCall c2", "Delta free", "BlockEnded", "Usage", "ChoiceEnded ToolCalls", "Ended",
        ];
        Assert.Equal(expected, Written.Steps(Responses, bytes, () => 1).Select(Line));
        for (var cut = 1; cut < bytes.Length; cut += 251)
        {
            var first = true;
            var at = cut;
            Assert.Equal(expected, Written.Steps(Responses, bytes, () => first && !(first = false) ? at : bytes.Length).Select(Line));
        }

        Assert.DoesNotContain(Written.Steps(Responses, bytes.AsSpan(0, bytes.Length - 40), () => 4_096), s => s.Kind == AnswerEventKind.Ended);
    }

    [Fact]
    public void A_cut_answer_is_incomplete_and_a_broken_one_failed_in_every_way_clients_look()
    {
        var ended = new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.Length, StopWord = "length" };
        var cut = Events(Written.Stream(Responses, [Steps[0], Steps[5], Steps[6], Steps[9], ended, Steps[^1]], new AnswerHead("1", 7, "m")));
        Assert.Equal("response.incomplete", (string)cut[^1]["type"]!);
        Assert.Equal("max_output_tokens", (string)cut[^1]["response"]!["incomplete_details"]!["reason"]!);
        var output = new ArrayBufferWriter<byte>();
        var writer = Responses.OpenWriter(new AnswerHead("1", 7, "m"));
        writer.Write(Steps[0], output);
        writer.Fail(new Problem(ProblemCode.UpstreamFailed, "It broke."), "req", output);
        var events = Events(Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal("failed", (string)events[^2]["response"]!["status"]!);
        Assert.Equal("It broke.", (string)events[^1]["error"]!["message"]!);
    }

    [Fact]
    public void Seals_of_other_providers_travel_in_an_envelope_and_come_back()
    {
        AnswerEvent[] steps =
        [
            Steps[0],
            new(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Thinking, Origin = "anthropic" },
            new(AnswerEventKind.Delta) { Text = "think" },
            new(AnswerEventKind.Signature) { Text = "SIG", Origin = "anthropic" },
            new(AnswerEventKind.BlockEnded),
            new(AnswerEventKind.BlockStarted) { Block = 1, BlockKind = BlockKind.ToolCall, Id = "c", Name = "f" },
            new(AnswerEventKind.Signature) { Block = 1, Text = "TS", Origin = "gemini" },
            new(AnswerEventKind.BlockEnded) { Block = 1 },
            Steps[^3], Steps[^1],
        ];
        var whole = Events(Written.Stream(Responses, steps, new AnswerHead("1", 7, "m")))[^1]["response"]!["output"]!;
        var question = new JsonObject { ["role"] = "user", ["content"] = "q" };
        var result = new JsonObject { ["type"] = "function_call_output", ["call_id"] = "c", ["output"] = "1" };
        var next = new JsonObject { ["model"] = "m", ["input"] = new JsonArray([question, .. whole.AsArray().Select(i => i!.DeepClone()), result]) };
        var turn = Responses.ReadRequest(Encoding.UTF8.GetBytes(next.ToJsonString()), default).Value.Messages[1];
        Assert.Equal(("think", "anthropic", "SIG"), turn.Blocks[0] is ThinkingBlock t ? (t.Text, t.Origin, t.Signature) : default);
        Assert.Equal("TS", ((ToolCallBlock)turn.Blocks[1]).Signature);
        Assert.Equal(2, turn.Blocks.Count);
    }

    [Fact]
    public void Servers_that_announce_nothing_are_understood()
    {
        var steps = Written.Steps(Responses, """
            data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Hi"}

            data: {"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}}

            data: {"type":"response.web_search_call.searching","output_index":2}

            data: {"type":"response.output_item.done","output_index":2,"item":{"type":"web_search_call","id":"ws"}}

            data: {"type":"response.completed","response":{"id":"r","status":"completed","usage":{"input_tokens":1,"output_tokens":2}}}


            """.ReplaceLineEndings("\n"));
        Assert.Equal(
            ["BlockStarted Text", "Delta Hi", "BlockEnded", "BlockStarted ToolCall c", "Delta {}", "BlockEnded", "Raw", "BlockStarted Opaque", "BlockEnded", "Started r", "Usage", "ChoiceEnded ToolCalls", "Ended"],
            steps.Select(Line));
    }

    [Fact]
    public void Events_of_the_providers_own_tools_pass_in_one_line_under_our_number()
    {
        var raw = "{\"type\":\"response.web_search_call.searching\",\n\"output_index\":2, \"x\":{\"a\":\n[\"\\ud800\"]},\"sequence_number\":99}"u8.ToArray();
        var events = Events(Written.Stream(Responses, [Steps[0], new(AnswerEventKind.Raw) { Origin = "openai.responses", Name = "response.web_search_call.searching", Json = raw }], new AnswerHead("1", 7, "m")));
        Assert.Equal((2, 2), ((int)events[2]["sequence_number"]!, (int)events[2]["output_index"]!));
    }

    [Fact]
    public void Probabilities_nested_as_deep_as_a_body_may_be_are_told_and_break_nothing()
    {
        var deep = Encoding.UTF8.GetBytes("{\"content\":[" + new string('[', 120) + new string(']', 120) + "]}");
        var stream = Written.Stream(Responses, [Steps[0], Steps[5], Steps[6], new(AnswerEventKind.LogProbs) { Block = 1, Json = deep }, Steps[9], Steps[^1]], new AnswerHead("1", 7, "m"));
        Assert.Contains("\"logprobs\":[[[[", stream);
    }

    private static List<JsonNode> Events(string stream)
    {
        Assert.DoesNotContain("[DONE]", stream);
        return [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e =>
        {
            var lines = e.Split('\n');
            var data = JsonNode.Parse(lines[1]["data: ".Length..])!;
            Assert.Equal(lines[0], "event: " + (string)data["type"]!);
            return data;
        })];
    }

    private static string Line(AnswerEvent step) => step.Kind switch
    {
        AnswerEventKind.Started => $"Started {step.Id}",
        AnswerEventKind.BlockStarted => $"BlockStarted {step.BlockKind} {(step.BlockKind is BlockKind.ToolCall or BlockKind.Thinking ? step.Id : "")}".TrimEnd(),
        AnswerEventKind.Delta => $"Delta {step.Text}",
        AnswerEventKind.Signature => $"Signature {step.Text}",
        AnswerEventKind.ChoiceEnded => $"ChoiceEnded {step.StopReason}",
        _ => step.Kind.ToString(),
    };
}
