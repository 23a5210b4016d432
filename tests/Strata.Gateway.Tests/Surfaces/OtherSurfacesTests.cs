using System.Net;
using System.Text.Json;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Surfaces;

public sealed class OtherSurfacesTests
{
    [Fact]
    public async Task Models_of_this_process_speak_every_dialect()
    {
        await using var host = await TestHost.StartAsync();
        var message = await host.JsonAsync(HttpMethod.Post, "/v1/messages", """{"model":"fake","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal("message", message.GetProperty("type").GetString());
        var gemini = await host.JsonAsync(HttpMethod.Post, "/v1beta/models/fake:generateContent", """{"contents":[{"parts":[{"text":"Hi"}]}]}""");
        Assert.Equal(JsonValueKind.Array, gemini.GetProperty("candidates").ValueKind);
        var response = await host.JsonAsync(HttpMethod.Post, "/v1/responses", """{"model":"fake","input":"Hi"}""");
        Assert.Equal(("response", "completed"), (response.GetProperty("object").GetString(), response.GetProperty("status").GetString()));
        using var lines = await host.PostAsync("/api/chat", """{"model":"fake","messages":[{"role":"user","content":"Hi"}]}""");
        var last = JsonDocument.Parse((await lines.Content.ReadAsStringAsync(TestHost.Token)).TrimEnd().Split('\n')[^1]).RootElement;
        Assert.True(last.GetProperty("done").GetBoolean());
        var generated = await host.JsonAsync(HttpMethod.Post, "/api/generate", """{"model":"fake","prompt":"Hi","stream":false}""");
        Assert.Equal(JsonValueKind.String, generated.GetProperty("response").ValueKind);
    }

    [Fact]
    public async Task Counts_come_from_the_own_tokenizer_or_say_that_they_are_estimates()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        const string body = """{"model":"MODEL","messages":[{"role":"user","content":"one two three four"}]}""";
        using var own = await host.PostAsync("/v1/messages/count_tokens", body.Replace("MODEL", "fake", StringComparison.Ordinal));
        Assert.True(JsonDocument.Parse(await own.Content.ReadAsStringAsync(TestHost.Token)).RootElement.GetProperty("input_tokens").GetInt32() > 0);
        Assert.False(own.Headers.Contains("x-strata-notes"));
        using var guessed = await host.PostAsync("/v1/messages/count_tokens", body.Replace("MODEL", "up/x", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, guessed.StatusCode);
        Assert.Contains("estimated", guessed.Headers.GetValues("x-strata-notes").Single());
        var google = await host.JsonAsync(HttpMethod.Post, "/v1beta/models/fake:countTokens", """{"contents":[{"parts":[{"text":"one two"}]}]}""");
        Assert.True(google.GetProperty("totalTokens").GetInt32() > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Responses_are_kept_read_followed_on_and_removed(bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var first = await host.PostAsync("/v1/responses", $$"""{"model":"up/scn-echo","input":"My name is Ann"{{(stream ? ",\"stream\":true" : "")}}}""");
        var text = await first.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var id = text[text.IndexOf("resp_", StringComparison.Ordinal)..].Split('"')[0];
        var read = await host.JsonAsync(HttpMethod.Get, $"/v1/responses/{id}");
        Assert.Equal((id, "completed"), (read.GetProperty("id").GetString(), read.GetProperty("status").GetString()));
        var items = await host.JsonAsync(HttpMethod.Get, $"/v1/responses/{id}/input_items");
        Assert.Contains("My name is Ann", items.GetProperty("data")[0].ToString());
        using var next = await host.PostAsync("/v1/responses", $$"""{"model":"up/scn-echo","input":"Who am I?","previous_response_id":"{{id}}"}""");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        var asked = upstream.Log.Last().Request.BodyText;
        Assert.Contains("My name is Ann", asked);
        Assert.Contains("You said: My name is Ann", asked);
        Assert.True((await host.JsonAsync(HttpMethod.Delete, $"/v1/responses/{id}")).GetProperty("deleted").GetBoolean());
        using var gone = await host.SendAsync(HttpMethod.Get, $"/v1/responses/{id}", null);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var lost = await host.PostAsync("/v1/responses", $$"""{"model":"up/scn-echo","input":"Who?","previous_response_id":"{{id}}"}""");
        Assert.Contains("previous_response_not_found", await lost.Content.ReadAsStringAsync(TestHost.Token));
    }

    [Fact]
    public async Task Nobody_reads_another_keys_responses()
    {
        await using var host = await TestHost.StartAsync();
        var response = await host.JsonAsync(HttpMethod.Post, "/v1/responses", """{"model":"fake","input":"Hi"}""");
        var made = await host.MakeKeyAsync(new KeyDraft { Name = "app" });
        using var other = await host.SendAsync(HttpMethod.Get, $"/v1/responses/{response.GetProperty("id").GetString()}", null, made.Secret);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Models_are_listed_in_the_callers_shape()
    {
        await using var host = await TestHost.StartAsync();
        Assert.Equal("models/fake", (await host.JsonAsync(HttpMethod.Get, "/v1beta/models")).GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal("fake", (await host.JsonAsync(HttpMethod.Get, "/api/tags")).GetProperty("models")[0].GetProperty("name").GetString());
        Assert.True((await host.JsonAsync(HttpMethod.Post, "/api/show", "{\"model\":\"fake\"}")).TryGetProperty("details", out _));
        host.Client.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        Assert.False((await host.JsonAsync(HttpMethod.Get, "/v1/models")).GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task A_row_says_why_a_request_came_out_as_it_did_and_its_answer_what_it_cost()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var options = Routes.Over([upstream, upstream], ["a/scn-500", "b/scn-echo"]) with { Prices = new Dictionary<string, PriceOptions> { ["b/scn-echo"] = new() { Input = 1, Output = 2 },
            ["a/scn-500"] = new() { Input = 1, Output = 1 } } };
        await using var host = await TestHost.StartAsync(options);
        host.Client.DefaultRequestHeaders.Add("x-strata-tags", "feature=chat");
        host.Client.DefaultRequestHeaders.Add("x-strata-usage-cost", "1");
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"));
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestHost.Token)).RootElement;
        Assert.Equal(0.000026m, answer.GetProperty("usage").GetProperty("cost").GetDecimal());
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((AttemptOutcome.FailedOver, "status 500 server_error"), (row.Attempts[0].Outcome, row.Attempts[0].Reason));
        Assert.Equal((AttemptOutcome.Ok, 26_000L), (row.Attempts[1].Outcome, row.Attempts[1].CostNanos));
        Assert.Equal("feature=chat", Assert.Single(row.Tags));
    }

    [Fact]
    public async Task Vectors_cross_dialects()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        var ollama = await host.JsonAsync(HttpMethod.Post, "/api/embed", """{"model":"up/vec","input":"a b"}""");
        Assert.Equal(-0.25, ollama.GetProperty("embeddings")[0][1].GetDouble());
        var google = await host.JsonAsync(HttpMethod.Post, "/v1beta/models/vec:embedContent", """{"content":{"parts":[{"text":"a b"}]}}""");
        Assert.Equal(-0.25, google.GetProperty("embedding").GetProperty("values")[1].GetDouble());
    }
}
