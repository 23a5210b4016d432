using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Gemini;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Gemini;

public sealed class GeminiAnswerTests
{
    private static readonly GeminiDialect Dialect = GeminiDialect.Instance;

    private const string Rich = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"c2ln"},{"text":"Hello","thoughtSignature":"dA=="},{"functionCall":{"name":"f",
         "args":{"a":1},"id":"x1"},"thoughtSignature":"Yw=="},
           {"functionCall":{"name":"g","args":{}}},{"inlineData":{"mimeType":"image/png","data":"AAEC"}},{"executableCode":{"language":"PYTHON","code":"1"}}]},"finishReason":"STOP","index":0,
           "safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"LOW"}],"groundingMetadata":{"webSearchQueries":["a","b"]},
           "logprobsResult":{"chosenCandidates":[{"token":"Hé","logProbability":-0.5}],"topCandidates":[{"candidates":[{"token":"Ha","logProbability":-1.5}]}]}}],
         "usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":30,"candidatesTokenCount":20,"thoughtsTokenCount":5,"toolUsePromptTokenCount":7,"totalTokenCount":132,
           "promptTokensDetails":[{"modality":"TEXT","tokenCount":60},{"modality":"AUDIO","tokenCount":40}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10}],
           "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":8}]},
         "modelVersion":"gemini-3-pro","responseId":"abc","trafficType":"ON_DEMAND"}
        """;

    [Fact]
    public void Usage_classes_are_disjoint_and_sum_up()
    {
        var usage = Dialect.Answer(Rich).Usage!.Value;
        Assert.Equal(new TokenUsage { Input = 47, CachedInput = 30, AudioInput = 30, Output = 12, ImageOutput = 8, Reasoning = 5, ToolCalls = 2 }, usage);
        Assert.Equal(132, usage.Total);
        var scan = Dialect.Wire!.ScanAnswer(Wired.Utf8(Rich), null);
        Assert.Equal(usage, scan.Usage);
    }

    [Theory]
    [InlineData("\"serviceTier\":\"flex\"", "flex")]
    [InlineData("\"serviceTier\":\"PRIORITY\"", "priority")]
    [InlineData("\"trafficType\":\"ON_DEMAND\"", "standard")]
    [InlineData("\"trafficType\":\"ON_DEMAND_FLEX\"", "flex")]
    [InlineData("\"traffic_type\":\"ON_DEMAND_PRIORITY\"", "priority")]
    [InlineData("\"trafficType\":\"PROVISIONED_THROUGHPUT\"", "provisioned_throughput")]
    [InlineData("\"trafficType\":\"TRAFFIC_TYPE_UNSPECIFIED\"", null)]
    [InlineData("\"serviceTier\":{}", null)]
    public void The_tier_of_service_stands_beside_the_counts(string member, string? tier)
    {
        var body = $$$"""{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,{{{member}}},"candidatesTokenCount":1}}""";
        Assert.Equal((tier, 3L, 1L), (Dialect.Answer(body).ServiceTier, Dialect.Answer(body).Usage!.Value.Input, Dialect.Answer(body).Usage!.Value.Output));
        var scan = Dialect.Wire!.ScanAnswer(Wired.Utf8(body), null);
        Assert.Equal((tier, 3L), (scan.ServiceTier, scan.Usage!.Value.Input));
        var usage = Dialect.Steps(Wired.Utf8($"data: {body}\r\n\r\n")).Last(step => step.Usage is not null);
        Assert.Equal(tier, usage.ServiceTier);
    }

    [Fact]
    public void A_whole_answer_goes_through_unchanged()
    {
        var answer = Dialect.Answer(Rich);
        var choice = Assert.Single(answer.Choices);
        Assert.Equal(StopReason.ToolCalls, choice.StopReason);
        var calls = choice.Blocks.OfType<ToolCallBlock>().ToList();
        Assert.Equal("x1", calls[0].Id);
        Assert.Equal("strata_call_abc_0_1", calls[1].Id);
        Assert.Contains("\"top_logprobs\":[{\"token\":\"Ha\"", Encoding.UTF8.GetString(choice.LogProbs.Span), StringComparison.Ordinal);
        var written = Dialect.WriteAnswer(answer);
        var before = Wired.Json(Rich);
        foreach (var member in before.GetProperty("candidates")[0].EnumerateObject())
        {
            Assert.True(JsonElement.DeepEquals(member.Value, written.GetProperty("candidates")[0].GetProperty(member.Name)), $"{member.Name}: {written.GetProperty("candidates")[0].GetProperty(member.Name)}");
        }

        Assert.Equal("ON_DEMAND", written.GetProperty("trafficType").GetString());
        Assert.Equal(132, written.GetProperty("usageMetadata").GetProperty("totalTokenCount").GetInt32());
    }

    [Theory]
    [InlineData("STOP", StopReason.EndOfTurn, "STOP")]
    [InlineData("MAX_TOKENS", StopReason.Length, "MAX_TOKENS")]
    [InlineData("SAFETY", StopReason.ContentFilter, "SAFETY")]
    [InlineData("RECITATION", StopReason.ContentFilter, "RECITATION")]
    [InlineData("MALFORMED_FUNCTION_CALL", StopReason.Other, "MALFORMED_FUNCTION_CALL")]
    public void Reasons_have_a_table(string word, StopReason reason, string back)
    {
        var choice = Dialect.Answer($$"""{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"{{word}}"}]}""").Choices[0];
        Assert.Equal(reason, choice.StopReason);
        Assert.Equal(back, Dialect.WriteAnswer(new ChatAnswer { Dialect = "x", Choices = [choice] }).GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }

    [Fact]
    public void What_has_no_word_here_is_told_in_words()
    {
        var paused = Dialect.WriteAnswer(new ChatAnswer { Dialect = "anthropic", Choices = [new AnswerChoice { StopReason = StopReason.Pause, StopWord = "pause_turn" }] }).GetProperty("candidates")[0];
        Assert.Equal("OTHER", paused.GetProperty("finishReason").GetString());
        Assert.Contains("pause_turn", paused.GetProperty("finishMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_prompt_is_an_empty_choice_and_comes_back_as_it_was()
    {
        const string Blocked = """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"modelVersion":"g"}""";
        var answer = Dialect.Answer(Blocked);
        Assert.Equal((StopReason.ContentFilter, "PROHIBITED_CONTENT"), (answer.Choices[0].StopReason, answer.Choices[0].StopWord));
        var written = Dialect.WriteAnswer(answer);
        Assert.False(written.TryGetProperty("candidates", out _));
        Assert.Equal("PROHIBITED_CONTENT", written.GetProperty("promptFeedback").GetProperty("blockReason").GetString());
        var steps = Dialect.Steps(Wired.Utf8($"data: {Blocked}\n\n"));
        Assert.True(Wired.IsWhole(steps));
        Assert.Equal(StopReason.ContentFilter, Wired.Joined(steps).Choices[0].StopReason);
        Assert.NotEqual((UInt128)0, Dialect.Wire!.ScanAnswer(Wired.Utf8(Blocked), null).Finished);
    }

    [Fact]
    public void Reasoning_that_another_provider_sealed_comes_back_to_it()
    {
        var thought = new ThinkingBlock("why") { Origin = "anthropic", Signature = "Sig+/=", Sealed = "data", Id = "rs_1" };
        var written = Dialect.WriteAnswer(new ChatAnswer { Dialect = "anthropic", Choices = [new AnswerChoice { Blocks = [thought] }] });
        var part = written.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0];
        Assert.NotEmpty(Convert.FromBase64String(part.GetProperty("thoughtSignature").GetString()!));
        var back = Dialect.Read($$"""{"contents":[{"role":"model","parts":[{{part.GetRawText()}}]}]}""", new("m")).Messages[0].Blocks[0];
        Assert.Equal(thought, back);
    }

    [Fact]
    public void Errors_are_read_and_written()
    {
        var quota = Dialect.ReadError(429, Wired.Utf8("""{"error":{"code":429,"message":"You exceeded","status":"RESOURCE_EXHAUSTED","details":["""
            + """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel"}]}]}}"""));
        Assert.Equal(("RESOURCE_EXHAUSTED", true), (quota.Code, quota.IsQuota));
        Assert.True(Dialect.ReadError(400, Wired.Utf8("""[{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (5).","status":"INVALID_ARGUMENT"}}]""")).IsContextLength);
        Assert.Equal("API_KEY_INVALID", Dialect.ReadError(400, Wired.Utf8("""{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""")).Code);
        Assert.Equal(new UpstreamError("", ""), Dialect.ReadError(502, "<html>"u8));

        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteError(new Problem(ProblemCode.RateLimited, "slow down") { RetryAfter = TimeSpan.FromSeconds(2), Field = "x" }, "req1", output);
        var error = Wired.Json(output).GetProperty("error");
        Assert.Equal((429, "RESOURCE_EXHAUSTED", "slow down"), (error.GetProperty("code").GetInt32(), error.GetProperty("status").GetString(), error.GetProperty("message").GetString()));
        Assert.Contains(error.GetProperty("details").EnumerateArray(), detail => detail.TryGetProperty("retryDelay", out var wait) && wait.GetString() == "2s");
        Assert.Equal("x", Dialect.ReadError(429, output.WrittenSpan).Parameter);
    }

    [Fact]
    public void Damaged_answers_are_problems_never_exceptions()
    {
        foreach (var body in Fuzz.Of(Rich, 2))
        {
            Dialect.ReadAnswer(body);
            Dialect.Wire!.ScanAnswer(body, null);
            Dialect.ReadError(500, body);
        }
    }
}
