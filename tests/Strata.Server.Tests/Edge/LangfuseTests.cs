using System.Text;
using System.Text.Json;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

/// <summary>What Langfuse's clients ask, with the pair of keys they send.</summary>
public sealed class LangfuseTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Trace = "0000000000000000000000000000bb01";
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Observations_and_scores_of_a_trace()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal("prj_default", (await AskAsync(HttpMethod.Get, "/api/public/projects")).GetProperty("data")[0].GetProperty("id").GetString());
        await AskAsync(HttpMethod.Post, "/api/public/otel/v1/traces", $$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{Trace}}}","spanId":"a1a2a3a4a5a6a7a8","name":"draft","startTimeUnixNano":"{{{now}}}000000","endTimeUnixNano":"{{{now + 1_000}}}000000",
            "attributes":[{"key":"langfuse.observation.type","value":{"stringValue":"generation"}},{"key":"langfuse.observation.usage_details","value":{"stringValue":"{\"input\":3,\"output\":5}"}}]}]}]}]}
            """);
        var scored = await AskAsync(HttpMethod.Post, "/api/public/scores", $$"""
            [{"name":"helpful","value":0.75,"traceId":"{{Trace}}","dataType":"NUMERIC","comment":"by a test"},{"name":"lost","value":1},{"name":"empty","traceId":"{{Trace}}"}]
            """);
        Assert.Equal((1, 2, 2), (scored.GetProperty("accepted").GetInt32(), scored.GetProperty("rejected").GetInt32(), scored.GetProperty("errors").GetArrayLength()));
        var data = (await AskAsync(HttpMethod.Get, $"/api/public/v2/observations?traceId={Trace}&fields=core,basic")).GetProperty("data");
        Assert.Equal(1, data.GetArrayLength());
        Assert.Equal(("GENERATION", "draft", 8), (data[0].GetProperty("type").GetString(), data[0].GetProperty("name").GetString(), data[0].GetProperty("usageDetails").GetProperty("total").GetInt32()));
        var (_, trace) = await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{Trace}");
        Assert.Contains("\"gen_ai.evaluation.score.value\":0.75", trace, StringComparison.Ordinal);
        Assert.Equal(0, (await AskAsync(HttpMethod.Get, "/api/public/v2/observations?traceId=00000000000000000000000000000001")).GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "/api/public/v2/observations", null, 400)]
    [InlineData("POST", "/api/public/scores", "{", 400)]
    [InlineData("POST", "/api/public/scores", "[1,null,\"a\"]", 207)]
    [InlineData("POST", "/api/public/scores", "{\"name\":\"a\",\"value\":true,\"traceId\":\"0000000000000000000000000000bb02\"}", 202)]
    public async Task Each_answer_has_its_status(string method, string path, string? body, int expected)
    {
        using var response = await SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    private async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("pk-lf-1:" + server.Key)));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Http.SendAsync(request);
    }
}
