using System.Net;
using System.Text.Json;
using Strata.Gateway.Tests.Support;
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
