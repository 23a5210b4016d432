using System.Text.Json;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

public sealed class GateTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly Caller Owner = new("org_default", "prj_default", "key_test", "test", Role.Owner);
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Without_a_key_the_answer_is_an_openai_error_and_says_how_to_send_one()
    {
        using var response = await server.OpenAsync(HttpMethod.Get, "/v1/models", key: "");
        Assert.Equal(401, (int)response.StatusCode);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("invalid_api_key", json.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_key_is_taken_from_either_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("x-api-key", server.Key);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/v1/models")).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var made = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "short" }, CancellationToken.None)).Value;
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/v1/models", key: made.Secret)).Status);
        await server.Keys.RevokeAsync(Owner, made.Key.Id, CancellationToken.None);
        var (status, body) = await server.SendAsync(HttpMethod.Get, "/v1/models", key: made.Secret);
        Assert.Equal(401, status);
        Assert.Contains("revoked", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_below_what_is_asked_is_told_both()
    {
        var made = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "low", Role = Role.Viewer }, CancellationToken.None)).Value;
        var (status, body) = await server.SendAsync(HttpMethod.Get, "/strata/v1/test/owner", key: made.Secret);
        Assert.Equal(403, status);
        Assert.Contains("has the role viewer; this needs owner", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_needs_no_key_and_limits_do()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/healthz", key: "")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/readyz", key: "")).Status);
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Get, "/debug/limits", key: "")).Status);
        var (_, limits) = await server.SendAsync(HttpMethod.Get, "/debug/limits");
        using var json = JsonDocument.Parse(limits);
        Assert.Equal(["alerts", "collector", "gateway", "metrics", "server", "storage", "telemetry"], json.RootElement.EnumerateObject().Select(m => m.Name).Where(n => n is not ("inference" or "console" or "models")));
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/strata/v1/nothing", 404, "not_found")]
    public async Task An_unknown_path_or_method_is_an_error_object(string method, string path, int status, string code)
    {
        var answer = await server.SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal(code, json.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_defect_shows_the_request_id_and_no_internals()
    {
        using var response = await server.OpenAsync(HttpMethod.Get, "/strata/v1/test/bug");
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(500, (int)response.StatusCode);
        Assert.DoesNotContain("secret detail", body, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("x-request-id").Single(), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_507_and_says_so()
    {
        var (status, body) = await server.SendAsync(HttpMethod.Get, "/strata/v1/test/full");
        Assert.Equal(507, status);
        Assert.Contains("disk is full", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("localhost:1", 200)]
    [InlineData("[::1]", 200)]
    public async Task A_foreign_host_name_is_refused_on_loopback(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = host;
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Pages_cannot_be_framed_or_run_foreign_scripts()
    {
        using var response = await server.OpenAsync(HttpMethod.Get, "/login", key: "");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
