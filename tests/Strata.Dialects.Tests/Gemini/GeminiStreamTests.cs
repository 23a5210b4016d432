using System.Text;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Gemini;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Gemini;

public sealed class GeminiStreamTests
{
    private static readonly GeminiDialect Dialect = GeminiDialect.Instance;

    private static readonly string[] Pieces =
    [
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Let me","thought":true}]},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"g","responseId":"r"}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":" see","thought":true,"thoughtSignature":"c2ln"}]},"index":0}],"modelVersion":"g","responseId":"r"}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"Grüße "}]},"index":0}],"modelVersion":"g","responseId":"r"}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":"🌊"}]},"index":0}],"modelVersion":"g","responseId":"r"}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{"city":"Oslo"}},"thoughtSignature":"Yw=="},"""
            + """{"functionCall":{"name":"f","args":{"city":"Rome"}}}]},"index":0,"groundingMetadata":{"webSearchQueries":["q"]}}],"responseId":"r"}""",
        """{"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}]"""
            + ""","usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":6,"thoughtsTokenCount":2,"totalTokenCount":17},"modelVersion":"g","responseId":"r"}""",
    ];

    private static readonly byte[] Stream = Wired.Utf8(string.Concat(Pieces.Select(piece => $"data: {piece}\r\n\r\n")));

    [Fact]
    public void A_stream_reads_alike_wherever_the_bytes_are_cut()
    {
        var whole = Dialect.Steps(Stream);
        for (var piece = 1; piece < 64; piece++)
        {
            Assert.Equal(whole.Select(Told), Dialect.Steps(Stream, piece).Select(Told));
        }

        var answer = Wired.Joined(whole);
        var blocks = answer.Choices[0].Blocks;
        Assert.Equal(("Let me see", "c2ln"), (((ThinkingBlock)blocks[0]).Text, ((ThinkingBlock)blocks[0]).Signature));
        Assert.Equal("Grüße 🌊", ((TextBlock)blocks[1]).Text);
        Assert.Equal([("strata_call_r_0_0", "Oslo"), ("strata_call_r_0_1", "Rome")], blocks.OfType<ToolCallBlock>().Select(call => (call.Id, Wired.Json(call.Arguments).GetProperty("city").GetString()!)));
        Assert.Equal(StopReason.ToolCalls, answer.Choices[0].StopReason);
        Assert.Equal(new TokenUsage { Input = 9, Output = 6, Reasoning = 2, ToolCalls = 1 }, answer.Usage);
        Assert.True(Wired.IsWhole(whole));
    }

    [Fact]
    public void A_stream_cut_off_anywhere_never_counts_as_whole()
    {
        for (var cut = 0; cut < Stream.Length - 1; cut += 7)
        {
            Assert.False(Wired.IsWhole(Dialect.Steps(Stream[..cut])), $"cut at {cut}");
        }
    }

    [Fact]
    public void What_is_written_reads_back_and_the_reason_comes_last_and_once()
    {
        var steps = Dialect.Steps(Stream);
        var text = Wired.WriteSteps(Dialect.OpenWriter(Wired.Head), steps);
        Assert.Equal(1, Regexes.Count(text, "finishReason"));
        Assert.Equal(1, Regexes.Count(text, "totalTokenCount"));
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        var again = Wired.Joined(Dialect.Steps(Wired.Utf8(text)));
        var before = Wired.Joined(steps);
        Assert.Equal("Grüße 🌊", again.Choices[0].Blocks.OfType<TextBlock>().First().Text);
        Assert.Equal(before.Choices[0].Blocks.OfType<ToolCallBlock>().Select(call => (call.Name, call.Arguments, call.Signature)), again.Choices[0].Blocks.OfType<ToolCallBlock>().Select(call => (call.Name,
            call.Arguments, call.Signature)));
        Assert.Equal("c2ln", again.Choices[0].Blocks.OfType<ThinkingBlock>().First().Signature);
        Assert.Contains("webSearchQueries", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_broken_stream_looks_like_an_end()
    {
        var steps = Dialect.Steps(Stream[..(Stream.Length / 2)]);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = Dialect.OpenWriter(Wired.Head);
        foreach (var step in steps)
        {
            writer.Write(step, output);
        }

        writer.Fail(new Problem(ProblemCode.UpstreamFailed, "broke off"), "r", output);
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.DoesNotContain("finishReason", text, StringComparison.Ordinal);
        Assert.Contains("data: {\"error\":{\"code\":502", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_sse_a_stream_is_one_json_list()
    {
        var writer = GeminiDialect.OpenListWriter(Wired.Head);
        Assert.Equal("application/json", writer.ContentType);
        var list = Wired.Json(Wired.WriteSteps(writer, Dialect.Steps(Stream)));
        Assert.True(list.GetArrayLength() > 4);
        Assert.Equal("STOP", list[list.GetArrayLength() - 1].GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }

    [Fact]
    public void An_error_in_the_stream_is_told()
    {
        var steps = Dialect.Steps(Wired.Utf8($"data: {Pieces[2]}\n\ndata: {"""{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}"""}\n\n"));
        Assert.Equal((AnswerEventKind.Failed, ProblemCode.Overloaded), (steps[^1].Kind, steps[^1].Problem!.Code));
        Assert.Equal(AnswerEventKind.Failed, Dialect.Steps(Wired.Utf8("data: {\"broken\": \n\n"))[^1].Kind);
    }

    [Fact]
    public void The_byte_path_sees_what_the_reader_sees()
    {
        var stream = Dialect.Wire!.OpenStream();
        var scans = Pieces.Select(piece => stream.Scan(default, Wired.Utf8(piece), null)).ToList();
        Assert.DoesNotContain(scans, scan => scan.IsBroken || scan.HasError);
        Assert.True(scans[0].HasContent);
        Assert.All(scans, scan => Assert.Equal((UInt128)1, scan.Seen));
        Assert.Equal(("STOP", (UInt128)1), (scans[^1].FinishReason, scans[^1].Finished));
        Assert.Equal(new TokenUsage { Input = 9, Output = 6, Reasoning = 2 }, scans[^1].Usage);
        var request = Dialect.Wire.ScanRequest(Wired.Utf8(GeminiRequestTests.Rich), new("gemini-3-pro", true)).Value;
        Assert.Equal(("gemini-3-pro", true, 64L, 2, true, 0.5), (request.Model, request.Stream, request.OutputTokensMax, request.Choices, request.HasTools, request.Temperature));
        Assert.StartsWith("[", Encoding.UTF8.GetString(request.PromptAt.Of(Wired.Utf8(GeminiRequestTests.Rich))), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_streams_never_throw()
    {
        foreach (var bytes in Fuzz.Of(Encoding.UTF8.GetString(Stream), 3))
        {
            var steps = Dialect.Steps(bytes);
            Wired.WriteSteps(Dialect.OpenWriter(Wired.Head), steps);
        }
    }

    private static string Told(AnswerEvent step) => $"{step.Kind} {step.Choice}.{step.Block} {step.BlockKind} {step.Text} {step.Id} {step.Name} {step.StopReason} {step.Usage} {Encoding.UTF8.GetString(step.Json.Span)}";
}
