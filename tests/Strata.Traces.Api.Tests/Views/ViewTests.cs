using System.Text.Json;
using Strata.Core.Tenancy;
using Strata.Traces.Api.Tests.Support;

namespace Strata.Traces.Api.Tests.Views;

public sealed class ViewTests
{
    private static readonly Caller Bob = new("org_a", "prj_a", "key_bob", "bob", Role.Viewer);

    [Fact]
    public async Task A_view_is_ones_own_until_it_is_shared()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, body) = await host.AskAsync(HttpMethod.Post, "/strata/v1/views", null, new { kind = "page", name = "slow ones", content = "/traces?sort=latency" });
        Assert.Equal(201, status);
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();
        Assert.Equal(404, (await host.AskAsync(HttpMethod.Get, $"/strata/v1/views/{id}", Bob)).Status);
        Assert.Equal(200, (await host.AskAsync(HttpMethod.Put, $"/strata/v1/views/{id}", null, new { kind = "page", name = "slow ones", content = "/traces?sort=latency", shared = true })).Status);
        Assert.Equal(200, (await host.AskAsync(HttpMethod.Get, $"/strata/v1/views/{id}", Bob)).Status);
        Assert.Equal(403, (await host.AskAsync(HttpMethod.Delete, $"/strata/v1/views/{id}", Bob)).Status);
        Assert.Equal(204, (await host.AskAsync(HttpMethod.Delete, $"/strata/v1/views/{id}")).Status);
        Assert.Equal(0, (await host.GetAsync("/strata/v1/views")).GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("page", "x", "https://elsewhere.example", "content")]
    [InlineData("page", "x", "//elsewhere.example", "content")]
    [InlineData("page", "", "/traces", "name")]
    [InlineData("dashboard", "x", "{}", "content")]
    [InlineData("dashboard", "x", "{\"panels\":[{\"title\":\"t\",\"measure\":\"nothing\"}]}", "content")]
    [InlineData("dashboard", "x", "{\"panels\":[{\"title\":\"t\",\"measure\":\"spans\",\"filter\":\"modell = x\"}]}", "content")]
    [InlineData("dashboard", "x", "{\"panels\":[null]}", "content")]
    public async Task What_cannot_be_shown_is_not_saved(string kind, string name, string content, string field)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, body) = await host.AskAsync(HttpMethod.Post, "/strata/v1/views", null, new { kind, name, content });
        Assert.Equal(400, status);
        Assert.Contains($"\"param\":\"{field}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_shares_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(403, (await host.AskAsync(HttpMethod.Post, "/strata/v1/views", Bob, new { kind = "page", name = "mine", content = "/traces", shared = true })).Status);
        Assert.Equal(201, (await host.AskAsync(HttpMethod.Post, "/strata/v1/views", Bob, new { kind = "dashboard", name = "mine",
            content = "{\"panels\":[{\"title\":\"t\",\"measure\":\"cost\",\"by\":\"model\"}]}" })).Status);
    }
}
