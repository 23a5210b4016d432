using System.Net.Http.Headers;
using System.Text.Json;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Upstream;

namespace Strata.Server.Tests.Edge;

/// <summary>The gateway's own spans sent onward by OTLP to another server on the loopback, masked, while they are kept whole here.</summary>
public sealed class OwnSpansOnwardTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task A_call_arrives_at_the_next_collector_masked()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var next = await TestServer.StartAsync();
        await using var server = await TestServer.StartAsync($$"""
            gateway:
              providers:
                - { name: oa, kind: openai-compatible, url: "{{upstream.Root}}/v1", key: {{ScriptedUpstream.Key}}, any_model: true }
              prices: { echo: { input: 1, output: 2 } }
            collector:
              export:
                - { name: next, endpoint: "{{next.Running.Address}}v1/traces", headers: { authorization: { value: "Bearer {{next.Key}}" } }, mask: [PII] }
            """);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = new StringContent("""{"model":"echo","max_tokens":50,"system":"Help eve@example.com.","messages":[{"role":"user","content":"write to bob@example.com"}]}"""),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var (sent, kept) = (await FindAsync(next), await FindAsync(server));
        Assert.Equal(Messages(kept).Count, Messages(sent).Count);
        Assert.Equal([("system", "Help eve@example.com."), ("user", "write to bob@example.com")], Messages(kept).Take(2));
        Assert.All(Messages(sent), m => Assert.DoesNotContain("@example.com", m.Text, StringComparison.Ordinal));
        Assert.StartsWith("write to ", Messages(sent)[1].Text, StringComparison.Ordinal);
        Assert.Equal(("chat echo", kept.GetProperty("cost_nanos").GetInt64()), (sent.GetProperty("name").GetString(), sent.GetProperty("cost_nanos").GetInt64()));
        Assert.Equal(kept.GetProperty("usage").GetRawText(), sent.GetProperty("usage").GetRawText());
    }

    private static List<(string Role, string Text)> Messages(JsonElement span) =>
        [.. span.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString()!, m.GetProperty("content").ToString()))];

    /// <summary>The call's span, as soon as it is there.</summary>
    private static async Task<JsonElement> FindAsync(TestServer server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var (status, body) = await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{Trace}");
            using var json = JsonDocument.Parse(body);
            if (status == 200 && json.RootElement.GetProperty("spans").EnumerateArray().FirstOrDefault(s => s.TryGetProperty("usage", out _)) is { ValueKind: JsonValueKind.Object } span)
            {
                return span.Clone();
            }

            await Task.Delay(20, limit.Token);
        }
    }
}
