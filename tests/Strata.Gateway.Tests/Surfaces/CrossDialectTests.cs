using System.Net;
using System.Text.Json;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Surfaces;

/// <summary>Callers of one dialect, a provider of another.</summary>
public sealed class CrossDialectTests
{
    private const string Messages = """{"model":"MODEL","max_tokens":50,"messages":[{"role":"user","content":"Say a few words"}]STREAM}""";

    private static string Body(string model, bool stream = false) => Messages.Replace("MODEL", model, StringComparison.Ordinal).Replace("STREAM", stream ? ",\"stream\":true" : "", StringComparison.Ordinal);

    [Fact]
    public async Task A_message_of_anthropic_is_answered_by_a_provider_of_openai()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        var answer = await host.JsonAsync(HttpMethod.Post, "/v1/messages", Body("up/scn-echo"));
        Assert.Equal("message", answer.GetProperty("type").GetString());
        Assert.Equal("You said: Say a few words one two three four five", answer.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(("end_turn", 4, 11), (answer.GetProperty("stop_reason").GetString(), answer.GetProperty("usage").GetProperty("input_tokens").GetInt32(),
            answer.GetProperty("usage").GetProperty("output_tokens").GetInt32()));
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal(("anthropic.messages", "anthropic", "openai.chat", 15L), (row.Endpoint, row.DialectIn, row.DialectOut, row.Usage.Total));
    }

    [Fact]
    public async Task A_stream_of_anthropic_has_its_own_grammar_and_true_counts()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/messages", Body("up/scn-echo", stream: true));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        var names = text.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).Select(l => l[7..]).Where(n => n != "ping").ToList();
        Assert.Equal(("message_start", "content_block_start", "message_stop"), (names[0], names[1], names[^1]));
        Assert.Equal("message_delta", names[^2]);
        Assert.DoesNotContain("[DONE]", text);
        Assert.Contains("\"output_tokens\":11", text);
        Assert.Equal("req", response.Headers.GetValues("request-id").Single()[..3]);
    }

    [Theory]
    [InlineData("scn-cleancut")]
    [InlineData("scn-truncate")]
    [InlineData("scn-malformed")]
    public async Task A_broken_stream_is_an_error_event_in_the_callers_dialect(string model)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/messages", Body("up/" + model, stream: true));
        var text = await Sse.ReadAsync(response);
        Assert.Contains("event: error", text);
        Assert.DoesNotContain("message_stop", text);
        Assert.Equal(LedgerStatus.UpstreamError, Assert.Single(await host.RowsAsync()).Status);
    }

    [Fact]
    public async Task A_refusal_is_in_the_callers_shape()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/messages", Body("up/scn-nomodel"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestHost.Token)).RootElement;
        Assert.Equal(("error", "not_found_error"), (error.GetProperty("type").GetString(), error.GetProperty("error").GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("/v1beta")]
    [InlineData("/v1")]
    public async Task Google_asks_by_path_and_streams_by_verb(string version)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        const string body = """{"contents":[{"role":"user","parts":[{"text":"Say a few words"}]}]}""";
        var answer = await host.JsonAsync(HttpMethod.Post, $"{version}/models/scn-echo:generateContent", body);
        Assert.StartsWith("You said", answer.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString());
        using var events = await host.PostAsync($"{version}/models/scn-echo:streamGenerateContent?alt=sse", body);
        Assert.Contains("data: {", await events.Content.ReadAsStringAsync(TestHost.Token));
        using var list = await host.PostAsync($"{version}/models/scn-echo:streamGenerateContent", body);
        Assert.True(JsonDocument.Parse(await list.Content.ReadAsStringAsync(TestHost.Token)).RootElement.GetArrayLength() > 1);
    }
}
