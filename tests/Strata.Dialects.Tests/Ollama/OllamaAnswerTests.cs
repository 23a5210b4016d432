using System.Buffers;
using System.Text;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Ollama;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Ollama;

public sealed class OllamaAnswerTests
{
    private static readonly OllamaDialect Chat = OllamaDialect.Chat;

    private static readonly string[] Lines =
    [
        """{"model":"m","created_at":"2026-01-01T00:00:00.5Z","message":{"role":"assistant","content":"","thinking":"let me "},"done":false}""",
        """{"model":"m","created_at":"2026-01-01T00:00:00.6Z","message":{"role":"assistant","content":"","thinking":"see"},"done":false}""",
        """{"model":"m","created_at":"2026-01-01T00:00:00.7Z","message":{"role":"assistant","content":"Grüße "},"done":false}""",
        """{"model":"m","created_at":"2026-01-01T00:00:00.7Z","message":{"role":"assistant","content":"🌊"},"logprobs":[{"token":"x","logprob":-1}],"done":false}""",
        """{"model":"m","created_at":"2026-01-01T00:00:00.8Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"index":0,"name":"f","arguments":{"city":"Oslo"}}}"""
            + """,{"function":{"index":1,"name":"f","arguments":{}}}]},"done":false}""",
        """{"model":"m","created_at":"2026-01-01T00:00:00.9Z","message":{"role":"assistant","content":""},"done":true"""
            + ""","done_reason":"stop","total_duration":5,"load_duration":1,"prompt_eval_count":9,"prompt_eval_duration":1,"eval_count":6,"eval_duration":1}""",
    ];

    private static readonly byte[] Stream = Wired.Utf8(string.Concat(Lines.Select(line => line + "\n")));

    [Fact]
    public void A_stream_reads_alike_wherever_the_bytes_are_cut()
    {
        var whole = Chat.Steps(Stream);
        for (var piece = 1; piece < 48; piece++)
        {
            Assert.Equal(whole.Select(step => (step.Kind, step.Block, step.Text, step.Id)), Chat.Steps(Stream, piece).Select(step => (step.Kind, step.Block, step.Text, step.Id)));
        }

        var answer = Wired.Joined(whole);
        Assert.Equal("let me see", answer.Choices[0].Blocks.OfType<ThinkingBlock>().Single().Text);
        Assert.Equal("Grüße 🌊", answer.Choices[0].Blocks.OfType<TextBlock>().Single().Text);
        Assert.Equal(2, answer.Choices[0].Blocks.OfType<ToolCallBlock>().Select(call => call.Id).Distinct().Count());
        Assert.Equal((StopReason.ToolCalls, new TokenUsage { Input = 9, Output = 6 }), (answer.Choices[0].StopReason, answer.Usage));
        for (var cut = 0; cut < Stream.Length; cut += 5)
        {
            Assert.False(Wired.IsWhole(Chat.Steps(Stream[..cut])));
        }
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var steps = Chat.Steps(Stream);
        var text = Wired.WriteSteps(Chat.OpenWriter(Wired.Head), steps);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Wired.Json(line)).ToList();
        Assert.Equal([.. Enumerable.Repeat(false, lines.Count - 1), true], lines.Select(line => line.GetProperty("done").GetBoolean()));
        var last = lines[^1];
        Assert.Equal((9, 6, 5, "stop"), (last.GetProperty("prompt_eval_count").GetInt32(), last.GetProperty("eval_count").GetInt32(), last.GetProperty("total_duration").GetInt32(),
            last.GetProperty("done_reason").GetString()));
        Assert.Equal("2023-11-14T22:13:20.0000000Z", last.GetProperty("created_at").GetString());
        var (before, after) = (Wired.Joined(steps), Wired.Joined(Chat.Steps(Wired.Utf8(text))));
        Assert.Equal(before.Choices[0].Blocks.OfType<ToolCallBlock>().Select(call => (call.Name, call.Arguments)), after.Choices[0].Blocks.OfType<ToolCallBlock>().Select(call => (call.Name, call.Arguments)));
        Assert.Equal(before.Choices[0].Blocks.OfType<TextBlock>().Single(), after.Choices[0].Blocks.OfType<TextBlock>().Single());
        Assert.Contains("\"logprobs\":[{\"token\":\"x\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_over_several_lines_stay_one_line_of_the_stream()
    {
        var step = new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.ToolCall, Id = "c", Name = "f" };
        var text = Wired.WriteSteps(Chat.OpenWriter(Wired.Head), [step, step with { Kind = AnswerEventKind.Delta, Text = "{\n \"a\":\r\n 1}" }, step with { Kind = AnswerEventKind.BlockEnded }]);
        Assert.Equal(1, Regexes.Count(text, "\n"));
        Assert.Equal(1, Wired.Json(text).GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetProperty("a").GetInt32());
    }

    [Fact]
    public void Whole_answers_go_both_ways_in_both_forms()
    {
        var answer = Chat.Answer("""{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"hi","thinking":"t"}"""
            + ""","done":true,"done_reason":"length","prompt_eval_count":3,"eval_count":2,"load_duration":7}""");
        Assert.Equal((StopReason.Length, 1_767_225_600L), (answer.Choices[0].StopReason, answer.CreatedAt));
        var chat = Chat.WriteAnswer(answer);
        Assert.Equal(("hi", "t", "length", 7), (chat.GetProperty("message").GetProperty("content").GetString(), chat.GetProperty("message").GetProperty("thinking").GetString(),
            chat.GetProperty("done_reason").GetString(), chat.GetProperty("load_duration").GetInt32()));
        var generate = OllamaDialect.Generate.WriteAnswer(answer);
        Assert.Equal("hi", generate.GetProperty("response").GetString());
        Assert.Equal("hi", ((TextBlock)OllamaDialect.Generate.Answer(generate.GetRawText()).Choices[0].Blocks[1]).Text);
        Assert.Equal("content_filter", Chat.WriteAnswer(new ChatAnswer { Dialect = "x", Choices = [new AnswerChoice { StopReason = StopReason.ContentFilter,
            StopWord = "SAFETY" }] }).GetProperty("done_reason").GetString());
    }

    [Fact]
    public void Errors_are_a_sentence()
    {
        Assert.Equal("model \"x\" not found", Chat.ReadError(404, """{"error":"model \"x\" not found"}"""u8).Message);
        Assert.True(Chat.ReadError(400, """{"error":"the input length exceeds the context length"}"""u8).IsContextLength);
        Assert.Equal("", Chat.ReadError(502, "<html>"u8).Message);
        var output = new ArrayBufferWriter<byte>();
        Chat.WriteError(new Problem(ProblemCode.ModelNotFound, "no model"), "r", output);
        Assert.Equal("no model", Wired.Json(output).GetProperty("error").GetString());
        var failed = Chat.Steps(Wired.Utf8(Lines[2] + "\n{\"error\":\"out of memory\"}\n"));
        Assert.Equal((AnswerEventKind.Failed, "out of memory"), (failed[^1].Kind, failed[^1].Problem!.Message));
    }

    [Fact]
    public void The_byte_path_sees_what_the_reader_sees()
    {
        var scans = Lines.Select(line => Chat.Wire!.OpenStream().Scan(default, Wired.Utf8(line), null)).ToList();
        Assert.All(scans, scan => Assert.False(scan.IsBroken || scan.HasError));
        Assert.All(scans.Take(5), scan => Assert.True(scan.HasContent));
        Assert.True(scans[^1].IsEnd);
        Assert.Equal((new TokenUsage { Input = 9, Output = 6 }, "stop", (UInt128)1), (scans[^1].Usage!.Value, scans[^1].FinishReason, scans[^1].Finished));
        Assert.Equal("boom", Chat.Wire!.ScanAnswer("""{"error":"boom"}"""u8, null).ErrorMessage);
    }

    [Fact]
    public void Models_are_listed_as_clients_expect_them()
    {
        var model = new OllamaModel("llama:8b") { Bytes = 5, Family = "llama", ContextTokens = 8_192, Capabilities = ["completion", "tools"], ModifiedAt = DateTimeOffset.UnixEpoch };
        var output = new ArrayBufferWriter<byte>();
        OllamaModelWriter.WriteTags([model], output);
        Assert.Equal(("llama:8b", "1970-01-01T00:00:00.0000000Z"), (Wired.Json(output).GetProperty("models")[0].GetProperty("model").GetString(),
            Wired.Json(output).GetProperty("models")[0].GetProperty("modified_at").GetString()));
        output = new ArrayBufferWriter<byte>();
        OllamaModelWriter.WriteShow(model, output);
        Assert.Equal((8_192, 2), (Wired.Json(output).GetProperty("model_info").GetProperty("llama.context_length").GetInt32(), Wired.Json(output).GetProperty("capabilities").GetArrayLength()));
        output = new ArrayBufferWriter<byte>();
        OllamaModelWriter.WriteLoaded([model], output);
        Assert.Equal(0, Wired.Json(output).GetProperty("models")[0].GetProperty("size_vram").GetInt32());
        output = new ArrayBufferWriter<byte>();
        OllamaModelWriter.WriteVersion("0.1.0", output);
        Assert.Equal("0.1.0", Wired.Json(output).GetProperty("version").GetString());
        output = new ArrayBufferWriter<byte>();
        OllamaModelWriter.WriteLoad(Wired.Head, isChat: true, isUnload: false, output);
        Assert.Equal("load", Wired.Json(output).GetProperty("done_reason").GetString());
    }

    [Fact]
    public void Damaged_streams_and_answers_never_throw()
    {
        foreach (var bytes in Fuzz.Of(Encoding.UTF8.GetString(Stream), 5))
        {
            Wired.WriteSteps(Chat.OpenWriter(Wired.Head), Chat.Steps(bytes));
            Chat.ReadAnswer(bytes);
            Chat.Wire!.ScanAnswer(bytes, null);
            Chat.ReadError(500, bytes);
        }
    }
}
