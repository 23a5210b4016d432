using System.Net;
using Strata.Console.Tests.Support;
using Strata.Core.Tenancy;

namespace Strata.Console.Tests.Pages;

public sealed class KeyPageTests
{
    [Fact]
    public async Task A_secret_is_shown_once()
    {
        await using var host = await ConsoleHost.StartAsync();
        var made = await PostAsync(host, "/keys", ("name", "bot"), ("role", "Service"), ("requests", "60"), ("days", "30"));
        var html = await made.Content.ReadAsStringAsync();
        Assert.Contains("sk-strata-shown-once-1", html, StringComparison.Ordinal);
        Assert.Equal("no-store", made.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("shown-once", await host.GetAsync("/keys"), StringComparison.Ordinal);
        Assert.Equal(60, host.Keys.Rows.Single().RequestsPerMinute);
        Assert.InRange(host.Keys.Rows.Single().ExpiresAt!.Value, ConsoleHost.Now.AddDays(29), ConsoleHost.Now.AddDays(31));
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("role", "God")]
    [InlineData("requests", "-1")]
    [InlineData("days", "soon")]
    public async Task A_bad_value_is_refused_and_makes_no_key(string field, string value)
    {
        await using var host = await ConsoleHost.StartAsync();
        var fields = new Dictionary<string, string> { ["name"] = "bot", ["role"] = "Service", ["requests"] = "", ["days"] = "", [field] = value };
        var answer = await PostAsync(host, "/keys", [.. fields.Select(f => (f.Key, f.Value))]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Keys.Rows);
    }

    [Fact]
    public async Task A_key_is_revoked_only_by_its_name()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        Assert.Contains("Revoke billing-bot?", await host.GetAsync("/keys?revoke=key_bot"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(host, "/keys/key_bot/revoke", ("confirm", "billing"))).StatusCode);
        Assert.Null(host.Keys.Rows[1].RevokedAt);
        Assert.Contains("is revoked", await (await PostAsync(host, "/keys/key_bot/revoke", ("confirm", "billing-bot"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(host.Keys.Rows[1].RevokedAt);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_nothing_else()
    {
        await using var host = await ConsoleHost.StartAsync(Role.Viewer);
        host.Keys.Rows.Add(new() { Id = "key_1", Name = "one" });
        var html = await host.GetAsync("/keys?revoke=key_1");
        Assert.DoesNotContain("<form method=\"post\" action=\"/keys", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(host, "/keys", ("name", "x"), ("role", "Viewer"))).StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(ConsoleHost host, string path, params (string Key, string Value)[] fields) =>
        host.Client.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(f => f.Key, f => f.Value)));
}
