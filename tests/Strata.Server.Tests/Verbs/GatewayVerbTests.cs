using System.Text.Json;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Verbs;

public sealed class GatewayVerbTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_route_is_explained_and_a_model_is_tested()
    {
        var (code, told, _) = await RunAsync("gateway", "explain", "echo", "--prompt-tokens", "10");
        Assert.Equal(0, code);
        Assert.Contains("strata/echo", told, StringComparison.Ordinal);
        Assert.Contains("unpriced", told, StringComparison.Ordinal);
        Assert.Contains("A caller would be told", (await RunAsync("gateway", "explain", "no-such-model")).Out, StringComparison.Ordinal);

        var (tested, table, _) = await RunAsync("gateway", "test", "echo");
        Assert.Equal(0, tested);
        Assert.Contains("ok", table, StringComparison.Ordinal);
        var (failed, json, _) = await RunAsync("gateway", "test", "echo", "no-such-model", "--json");
        Assert.Equal(1, failed);
        using var results = JsonDocument.Parse(json);
        Assert.Equal([true, false], results.RootElement.EnumerateArray().Select(r => r.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task Teams_users_budgets_and_prices_are_listed_and_changed()
    {
        Assert.Matches("^prj_.* is made", (await RunAsync("teams", "create", "Verbs")).Out);
        using var teams = JsonDocument.Parse((await RunAsync("teams", "list", "--json")).Out);
        var team = teams.RootElement.GetProperty("data").EnumerateArray().First(t => t.GetProperty("name").GetString() == "Verbs").GetProperty("id").GetString()!;
        var user = (await RunAsync("users", "create", "Ada", "ada@example.org", "editor")).Out.Split(' ')[0];
        Assert.Contains("editor", (await RunAsync("teams", "add", team, user, "editor")).Out, StringComparison.Ordinal);
        Assert.Contains("Ada", (await RunAsync("teams", "members", team)).Out, StringComparison.Ordinal);
        Assert.Contains("locked out", (await RunAsync("users", "lock", user)).Out, StringComparison.Ordinal);
        Assert.Contains("put away", (await RunAsync("teams", "archive", team)).Out, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("budgets", "set", "verbs", "--on", "tag=product=verbs", "--amount", "2.5", "--window", "day")).Code);
        Assert.Contains("product=verbs", (await RunAsync("budgets", "limits")).Out, StringComparison.Ordinal);
        Assert.Contains("2.5", (await RunAsync("budgets")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("budgets", "remove", "verbs")).Code);
        Assert.Equal(2, (await RunAsync("budgets", "set", "verbs", "--amount", "1")).Code);

        Assert.StartsWith("verbs/m: in=1 out=2", (await RunAsync("prices", "set", "verbs/m", "in=1 out=2")).Out, StringComparison.Ordinal);
        Assert.Contains("verbs/m", (await RunAsync("prices")).Out, StringComparison.Ordinal);
        Assert.Contains("edited", (await RunAsync("prices", "entries", "verbs/m")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_rotate_and_the_audit_chain_is_whole()
    {
        var secret = (await RunAsync("keys", "create", "turning", "--tags", "product=verbs", "--ip", "127.0.0.0/8", "::1")).Out.Trim();
        using var list = JsonDocument.Parse((await RunAsync("keys", "list", "--team", "*", "--json")).Out);
        var id = list.RootElement.GetProperty("data").EnumerateArray().First(k => k.GetProperty("name").GetString() == "turning").GetProperty("id").GetString()!;
        var (code, next, remark) = await RunAsync("keys", "rotate", id);
        Assert.Equal(0, code);
        Assert.Contains("rotated", remark, StringComparison.Ordinal);
        Assert.Equal(401, (await shared.Server.SendAsync(HttpMethod.Get, "/v1/models", key: secret)).Status);
        Assert.Equal(200, (await shared.Server.SendAsync(HttpMethod.Get, "/v1/models", key: next.Trim())).Status);
        Assert.Contains("key.rotate", (await RunAsync("audit", "list")).Out, StringComparison.Ordinal);
        Assert.EndsWith("links, all as they were written.\n", (await RunAsync("audit", "verify")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("chat", "-m", "echo", "hello", "--key", next.Trim())).Code);
        Assert.Contains("turning", (await RunAsync("usage", "--by", "key")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("usage", "--by", "day,model")).Code);
    }

    private Task<(int Code, string Out, string Errors)> RunAsync(params string[] args) => CliRun.RunAsync(shared.Server, home.Path, args);
}
