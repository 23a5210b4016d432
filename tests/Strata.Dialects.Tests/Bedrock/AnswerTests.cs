using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Bedrock;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Anthropic;

namespace Strata.Dialects.Tests.Bedrock;

public class AnswerTests
{
    private const string Whole = """
        {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"s=="}}},{"text":"Hi"},{"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1}}}]}},
         "stopReason":"tool_use","usage":{"inputTokens":5,"outputTokens":7,"totalTokens":24,"cacheReadInputTokens":4,"cacheWriteInputTokens":8,"cacheDetails":[{"ttl":"5m","inputTokens":2},{"ttl":"1h","inputTokens":6}]},
         "metrics":{"latencyMs":12},"trace":{"promptRouter":{"invokedModelId":"x"}},"serviceTier":{"type":"flex"}}
        """;

    private static readonly byte[] Stream = BedrockJson.Frames(
        ("messageStart", """{"role":"assistant"}"""),
        ("contentBlockDelta", """{"delta":{"reasoningContent":{"text":"Hm."}},"contentBlockIndex":0}"""),
        ("contentBlockDelta", """{"delta":{"reasoningContent":{"signature":"s=="}},"contentBlockIndex":0}"""),
        ("contentBlockStop", """{"contentBlockIndex":0}"""),
        ("contentBlockDelta", """{"delta":{"reasoningContent":{"redactedContent":"b3BhcXVl"}},"contentBlockIndex":1}"""),
        ("contentBlockStop", """{"contentBlockIndex":1}"""),
        ("contentBlockDelta", """{"delta":{"text":"Hi"},"contentBlockIndex":2}"""),
        ("contentBlockDelta", """{"delta":{"text":" there"},"contentBlockIndex":2}"""),
        ("contentBlockStop", """{"contentBlockIndex":2}"""),
        ("contentBlockStart", """{"start":{"toolUse":{"toolUseId":"t1","name":"f"}},"contentBlockIndex":3}"""),
        ("contentBlockDelta", """{"delta":{"toolUse":{"input":"{\"a\":1}"}},"contentBlockIndex":3}"""),
        ("contentBlockStop", """{"contentBlockIndex":3}"""),
        ("messageStop", """{"stopReason":"tool_use"}"""),
        ("metadata", """{"usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12},"metrics":{"latencyMs":12}}"""));

    [Fact]
    public void An_answer_that_is_read_and_written_again_says_the_same() =>
        AnthropicJson.Same(Whole, BedrockJson.Write(BedrockDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(Whole)).Value));

    [Theory]
    [InlineData("""{"inputTokens":5,"outputTokens":7,"totalTokens":24,"cacheReadInputTokens":4,"cacheWriteInputTokens":8}""", 5, 4, 8)]
    [InlineData("""{"inputTokens":17,"outputTokens":7,"totalTokens":24,"cacheReadInputTokens":4,"cacheWriteInputTokens":8}""", 5, 4, 8)]
    [InlineData("""{"inputTokens":5,"outputTokens":7}""", 5, 0, 0)]
    public void Cached_tokens_are_counted_once(string usage, long input, long read, long write)
    {
        var answer = BedrockDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes($$$"""{"output":{"message":{"role":"assistant","content":[]}},"usage":{{{usage}}}}""")).Value;
        Assert.Equal(new TokenUsage { Input = input, CachedInput = read, CacheWrite = write, Output = 7 }, answer.Usage);
    }

    [Fact]
    public void An_hour_in_the_cache_is_priced_apart()
    {
        var usage = BedrockDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(Whole)).Value.Usage;
        Assert.Equal(new TokenUsage { Input = 5, CachedInput = 4, CacheWrite = 2, CacheWriteLong = 6, Output = 7 }, usage);
    }

    [Fact]
    public void A_stream_becomes_steps_and_the_same_stream_again()
    {
        var (steps, problem) = BedrockJson.Read(Stream);
        Assert.Null(problem);
        Assert.Equal([BlockKind.Thinking, BlockKind.Opaque, BlockKind.Text, BlockKind.ToolCall], steps.Where(s => s.Kind == AnswerEventKind.BlockStarted).Select(s => s.BlockKind));
        Assert.Equal(new TokenUsage { Input = 5, Output = 7 }, Assert.Single(steps, s => s.Kind == AnswerEventKind.Usage).Usage);
        Assert.Equal(AnswerEventKind.Ended, steps[^1].Kind);

        var expected = BedrockJson.Events(Stream);
        var actual = BedrockJson.Events(BedrockJson.Write(steps));
        Assert.Equal(expected[..^1].Select(Plain), actual[..^1].Select(Plain));
        Assert.StartsWith("metadata {\"usage\":{\"inputTokens\":5,\"outputTokens\":7,\"totalTokens\":12", actual[^1]);
    }

    [Fact]
    public void A_caller_of_Anthropics_gets_the_stream_whole()
    {
        var events = AnthropicStream.Events(AnthropicStream.Write(BedrockJson.Read(Stream).Steps, new AnswerHead("1", 0, "m") { PromptTokens = 5 }));
        Assert.Contains(events, e => e.Data.Contains("\"signature\":\"s==\"", StringComparison.Ordinal));
        Assert.Contains(events, e => e.Data.Contains("""{"type":"redacted_thinking","data":"b3BhcXVl"}""", StringComparison.Ordinal));
        Assert.Equal("tool_use", (string?)JsonNode.Parse(events.Single(e => e.Name == "message_delta").Data)!["delta"]!["stop_reason"]);
    }

    [Fact]
    public void A_stream_cut_at_any_byte_is_no_clean_end_before_messageStop()
    {
        var stop = Stream.Length;
        for (var length = 0; length < Stream.Length; length++)
        {
            var (steps, problem) = BedrockJson.Read(Stream.AsSpan(0, length));
            Assert.Null(problem);
            stop = steps.Any(s => s.Kind == AnswerEventKind.ChoiceEnded) ? Math.Min(stop, length) : stop;
            Assert.Equal(length >= stop, steps.Any(s => s.Kind == AnswerEventKind.Ended));
        }
    }

    [Theory]
    [InlineData("throttlingException", ProblemCode.RateLimited)]
    [InlineData("serviceUnavailableException", ProblemCode.Overloaded)]
    [InlineData("modelStreamErrorException", ProblemCode.UpstreamFailed)]
    [InlineData("validationException", ProblemCode.InvalidRequest)]
    public void An_exception_inside_a_stream_keeps_its_kind(string name, ProblemCode code)
    {
        var (steps, _) = BedrockJson.Read(BedrockJson.Frames(("messageStart", """{"role":"assistant"}"""), (name, """{"message":"why"}""")));
        Assert.Equal((AnswerEventKind.Failed, code, "why"), (steps[^1].Kind, steps[^1].Problem!.Code, steps[^1].Problem!.Message));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        BedrockDialect.Instance.OpenWriter(new AnswerHead("1", 0, "m")).Fail(steps[^1].Problem!, "r", output);
        Assert.StartsWith(name + " ", Assert.Single(BedrockJson.Events(output.WrittenSpan)));
    }

    [Fact]
    public void Guardrails_end_an_answer_as_a_filter_does()
    {
        var answer = BedrockDialect.Instance.ReadAnswer("""{"output":{"message":{"role":"assistant","content":[{"text":"Sorry"}]}},"stopReason":"guardrail_intervened"}"""u8.ToArray()).Value;
        Assert.Equal(StopReason.ContentFilter, answer.Choices[0].StopReason);
        Assert.Equal("refusal", (string?)AnthropicJson.Write(answer, new AnswerHead("1", 0, "m"))["stop_reason"]);
    }

    [Theory]
    [InlineData(400, """{"message":"Input is too long for requested model."}""", "ValidationException", true, false)]
    [InlineData(429, """{"message":"Too many requests"}""", "ThrottlingException", false, false)]
    [InlineData(400, """{"__type":"com.amazon#ServiceQuotaExceededException","message":"q"}""", "ServiceQuotaExceededException", false, true)]
    [InlineData(502, "<html>", "", false, false)]
    public void Refusals_of_the_provider_are_told_apart(int status, string body, string kind, bool context, bool quota)
    {
        var error = BedrockDialect.Instance.ReadError(status, Encoding.UTF8.GetBytes(body));
        Assert.Equal((kind, context, quota), (error.Code, error.IsContextLength, error.IsQuota));
    }

    [Fact]
    public void A_passing_stream_tells_usage_content_and_end()
    {
        var wire = BedrockDialect.Instance.Wire!.OpenStream();
        TokenUsage? usage = null;
        var (ends, bytes) = (0, 0L);
        foreach (var line in BedrockJson.Events(Stream))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var scan = wire.Scan(Encoding.UTF8.GetBytes(line[..space]), Encoding.UTF8.GetBytes(line[(space + 1)..]), null);
            Assert.False(scan.IsBroken || scan.HasError);
            usage = scan.Usage ?? usage;
            ends += scan.IsEnd ? 1 : 0;
            bytes += scan.ContentBytes;
        }

        Assert.Equal((1, new TokenUsage { Input = 5, Output = 7 }), (ends, usage));
        Assert.True(bytes > 10);
        var error = wire.Scan("throttlingException"u8, """{"message":"slow"}"""u8, null);
        Assert.Equal((true, "throttlingException", "slow"), (error.HasError, error.ErrorCode, error.ErrorMessage));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Broken_answers_and_events_never_throw(int seed)
    {
        var random = new Random(seed);
        var events = BedrockJson.Events(Stream);
        for (var round = 0; round < 1_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = "\"{}[],:0"u8[random.Next(8)];
            BedrockDialect.Instance.ReadAnswer(bytes);
            BedrockDialect.Instance.ReadRequest(bytes, BedrockJson.Target);
            BedrockDialect.Instance.Wire!.ScanAnswer(bytes, null);
            BedrockDialect.Instance.ReadError(400, bytes);
            var reader = BedrockDialect.Instance.OpenReader();
            var steps = new List<AnswerEvent>();
            for (var i = 0; i < 6; i++)
            {
                var line = Encoding.UTF8.GetBytes(events[random.Next(events.Count)]);
                var space = Array.IndexOf(line, (byte)' ');
                line[random.Next(space, line.Length)] ^= (byte)random.Next(2);
                reader.Read(line.AsSpan(0, space), line.AsSpan(space + 1), steps);
            }

            BedrockJson.Write(steps);
        }
    }

    private static string Plain(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var node = JsonNode.Parse(line[space..])!.AsObject();
        return line[..space] + string.Join(',', node.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value!.ToJsonString()));
    }
}
