using System.Text;
using System.Text.Json;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

public sealed class WrongInputTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Chat = "/v1/chat/completions";
    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData("""{"model":"nobody","messages":[{"role":"user","content":"hi"}]}""", 404, "model_not_found")]
    [InlineData("""{"model":"echo","messages":[""", 400, null)]
    [InlineData("", 400, null)]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", 400, null)]
    [InlineData("""{"model":"/nowhere/model.gguf","messages":[{"role":"user","content":"hi"}]}""", 404, "model_not_found")]
    public async Task A_wrong_request_is_refused_with_an_error_object(string body, int status, string? code)
    {
        var answer = await server.SendAsync(HttpMethod.Post, Chat, body);
        Assert.Equal(status, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        var error = json.RootElement.GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(code ?? error.GetProperty("code").GetString(), error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", Chat, "POST")]
    [InlineData("OPTIONS", Chat, "POST")]
    [InlineData("DELETE", "/v1/models/some/model", "GET, POST")]
    public async Task A_method_that_a_path_does_not_know_is_405_and_names_those_it_knows(string method, string path, string allowed)
    {
        using var response = await server.OpenAsync(new HttpMethod(method), path, null);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed.Split(", "), response.Content.Headers.Allow);
        Assert.Contains(method, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/v1/models")]
    public async Task Head_is_answered_as_get_without_a_body(string path)
    {
        using var response = await server.OpenAsync(HttpMethod.Head, path, null);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.NotEqual(0, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_packed_body_is_refused_for_what_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat) { Content = new ByteArrayContent([0x1F, 0x8B, 8, 0]) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.Authorization = new("Bearer", server.Key);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("Content-Encoding 'gzip'", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_utf8_is_refused()
    {
        var body = Encoding.ASCII.GetBytes("""{"model":"echo","messages":[{"role":"user","content":"?"}]}""");
        body[Array.IndexOf(body, (byte)'?')] = 0xFF;
        using var response = await server.OpenAsync(HttpMethod.Post, Chat, body);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_of_ten_megabytes_is_refused_by_the_context_and_the_server_lives_on()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 2_000_000));
        var (status, body) = await server.SendAsync(HttpMethod.Post, Chat, $$"""{"model":"echo","messages":[{"role":"user","content":"{{words}}"}]}""");
        Assert.Equal(400, status);
        Assert.Contains("context_length_exceeded", body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/healthz")).Status);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat) { Content = new ByteArrayContent(new byte[40 << 20]) };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new("Bearer", server.Key);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("request_too_large", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
