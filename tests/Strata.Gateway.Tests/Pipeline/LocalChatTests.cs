using System.Net;
using System.Text;
using System.Text.Json;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Tests.Pipeline;

public sealed class LocalChatTests
{
    [Fact]
    public async Task A_plain_answer_has_the_dialects_shape_and_a_row()
    {
        await using var host = await TestHost.StartAsync(new GatewayOptions { Prices = new Dictionary<string, PriceOptions> { ["fake"] = new() { Input = 1, Output = 2 } } });
        var answer = await host.JsonAsync(HttpMethod.Post, "/v1/chat/completions", Bodies.Chat());
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.Equal("word0 word1 word2 word3 word4 word5 word6 word7", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(13, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.Ok, 200, 5L, 8L, UsageSource.Counted), (row.Status, row.HttpStatus, row.Usage.Input, row.Usage.Output, row.UsageSource));
        Assert.Equal(5_000 + 16_000, row.CostNanos);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    public async Task A_stream_says_the_same_as_the_plain_answer(string path)
    {
        await using var host = await TestHost.StartAsync();
        host.Model.Answer = "Grüße 你好 \"quoted\"\n \\ 👩‍👩‍👧 end";
        string Body(bool stream) => path.EndsWith("chat/completions", StringComparison.Ordinal)
            ? Bodies.Chat(stream: stream, more: stream ? ",\"stream_options\":{\"include_usage\":true}" : "")
            : $$"""{"model":"fake","prompt":"Once upon"{{(stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}""";
        var plain = await host.JsonAsync(HttpMethod.Post, path, Body(false));
        var choice = plain.GetProperty("choices")[0];
        var text = choice.TryGetProperty("message", out var message) ? message.GetProperty("content").GetString() : choice.GetProperty("text").GetString();
        using var response = await host.PostAsync(path, Body(true));
        Assert.StartsWith("text/event-stream", response.Content.Headers.ContentType!.ToString());
        var data = await Sse.DataAsync(response);
        Assert.Equal("[DONE]", data[^1]);
        Assert.Equal(text, Sse.Text(data));
        var chunks = data[..^1].Select(d => JsonDocument.Parse(d).RootElement).ToArray();
        Assert.Equal(plain.GetProperty("usage").ToString(), chunks[^1].GetProperty("usage").ToString());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.All(chunks[..^1], c => Assert.Equal(JsonValueKind.Null, c.GetProperty("usage").ValueKind));
        Assert.All(chunks[..^2], c => Assert.Equal(JsonValueKind.Null, c.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind));
        Assert.Single(chunks.Select(c => c.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task The_opening_event_does_not_wait_for_the_model()
    {
        await using var host = await TestHost.StartAsync();
        host.Model.Gate = new SemaphoreSlim(0);
        host.Model.Answer = " second";
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(stream: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestHost.Token));
        Assert.Contains("\"role\":\"assistant\"", await reader.ReadLineAsync(TestHost.Token));
        host.Model.Gate.Release(10);
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(TestHost.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_who_leaves_stops_the_model_and_pays_for_what_was_made(bool stream)
    {
        await using var host = await TestHost.StartAsync();
        host.Model.Gate = new SemaphoreSlim(3);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Token);
        var call = host.PostAsync("/v1/chat/completions", Bodies.Chat(stream: stream), cancellation: leave.Token);
        while (host.Model.Made < 4)
        {
            await Task.Yield();
        }

        if (stream)
        {
            (await call).Dispose();
        }

        await leave.CancelAsync();
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(LedgerStatus.ClientCancelled, row.Status);
        Assert.Equal((5L, 4L), (row.Usage.Input, row.Usage.Output));
        Assert.Equal(4, host.Model.Made);
        while (host.Model.Given < host.Model.Uses)
        {
            await Task.Yield();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_busy_engine_is_503_with_a_time_to_come_back(bool stream)
    {
        await using var host = await TestHost.StartAsync();
        host.Model.IsOverloaded = true;
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(stream: stream));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_model_that_breaks_in_its_answer_ends_the_stream_with_an_error_and_no_done()
    {
        await using var host = await TestHost.StartAsync();
        host.Model.Fault = new InvalidOperationException("inner secret");
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(stream: true));
        var data = await Sse.DataAsync(response);
        Assert.DoesNotContain("[DONE]", data);
        Assert.Contains("internal_error", data[^1]);
        Assert.DoesNotContain("inner secret", data[^1]);
        Assert.Equal(LedgerStatus.Failed, Assert.Single(await host.RowsAsync()).Status);
    }

    [Fact]
    public async Task Refusals_have_the_dialects_shape_an_id_and_a_row()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var (body, status, code) in new (string, int, string)[]
        {
            (Bodies.Chat("no-such-model"), 404, "model_not_found"),
            (Bodies.Chat(text: string.Concat(Enumerable.Repeat("river ", 9_000))), 400, "context_length_exceeded"),
            (Bodies.Chat(more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"), 400, "unsupported_parameter"),
            (Bodies.Chat(more: ",\"temperature\":7"), 400, "invalid_value"),
        })
        {
            using var response = await host.PostAsync("/v1/chat/completions", body);
            var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestHost.Token)).RootElement.GetProperty("error");
            Assert.Equal((status, code), ((int)response.StatusCode, error.GetProperty("code").GetString()));
            var row = await host.Ledger.FindAsync("prj_default", response.Headers.GetValues("x-request-id").Single(), TestHost.Token);
            Assert.Equal((LedgerStatus.Refused, status, code, 0L), (row!.Status, row.HttpStatus, row.ErrorCode, row.CostNanos));
        }
    }

    [Fact]
    public async Task Bodies_that_are_none_are_400_and_never_500()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var body in (byte[][])[[], [.. "{\"model\": \"x\", "u8], [0xFF, 0xFE], [.. "{\"model\":\"fake\",\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8], [.. "null"u8]])
        {
            using var response = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync(TestHost.Token));
        }
    }

    [Fact]
    public async Task Ten_megabytes_are_a_context_too_long_and_more_than_the_bound_is_413()
    {
        await using var host = await TestHost.StartAsync();
        using var long10 = await host.PostAsync("/v1/chat/completions", Bodies.Chat(text: string.Concat(Enumerable.Repeat("river sea ", 1_000_000))));
        Assert.Contains("context_length_exceeded", await long10.Content.ReadAsStringAsync(TestHost.Token));
        using var tooLarge = await host.SendAsync(HttpMethod.Post, "/v1/chat/completions", Encoding.UTF8.GetBytes(Bodies.Chat(text: new string('x', 33 << 20))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Fact]
    public async Task The_smallest_bound_that_can_be_configured_lets_small_bodies_pass()
    {
        await using var host = await TestHost.StartAsync(new GatewayOptions { BodyBytesMax = 1_024 });
        using var small = await host.PostAsync("/v1/chat/completions", Bodies.Chat());
        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        using var large = await host.PostAsync("/v1/chat/completions", Bodies.Chat(text: new string('x', 1_024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Limits_of_the_key_are_kept_and_shown()
    {
        await using var host = await TestHost.StartAsync();
        var secret = (await host.MakeKeyAsync(new KeyDraft { Name = "app", Limits = new KeyLimits { RequestsPerMinute = 2, TokensPerMinute = 10_000 } })).Secret;
        for (var left = 1; left >= 0; left--)
        {
            using var ok = await host.PostAsync("/v1/chat/completions", Bodies.Chat(), secret);
            Assert.Equal($"{left}", ok.Headers.GetValues("x-ratelimit-remaining-requests").Single());
        }

        using var refused = await host.PostAsync("/v1/chat/completions", Bodies.Chat(), secret);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single()), 1, 61);
        Assert.Contains("rate_limit_exceeded", await refused.Content.ReadAsStringAsync(TestHost.Token));
        Assert.Equal("9974", refused.Headers.GetValues("x-ratelimit-remaining-tokens").Single());
    }

    [Fact]
    public async Task Models_are_listed_and_found_as_far_as_the_key_goes()
    {
        await using var host = await TestHost.StartAsync();
        Assert.Equal("fake", (await host.JsonAsync(HttpMethod.Get, "/v1/models")).GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal("fake", (await host.JsonAsync(HttpMethod.Get, "/v1/models/fake")).GetProperty("id").GetString());
        var secret = (await host.MakeKeyAsync(new KeyDraft { Name = "narrow", Models = ["other"] })).Secret;
        Assert.Equal(0, (await host.JsonAsync(HttpMethod.Get, "/v1/models", secret: secret)).GetProperty("data").GetArrayLength());
        using var chat = await host.PostAsync("/v1/chat/completions", Bodies.Chat(), secret);
        Assert.Equal(HttpStatusCode.NotFound, chat.StatusCode);
        using var embeddings = await host.PostAsync("/v1/embeddings", """{"model":"fake","input":"x"}""");
        Assert.Contains("unsupported_parameter", await embeddings.Content.ReadAsStringAsync(TestHost.Token));
    }
}
