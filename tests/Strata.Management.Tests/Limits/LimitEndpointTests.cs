using Strata.Gateway.Tests.Support;

namespace Strata.Management.Tests.Limits;

public sealed class LimitEndpointTests
{
    [Fact]
    public async Task A_limit_is_in_force_when_the_call_returns_and_shows_what_is_left()
    {
        await using var host = await Api.StartAsync();
        var made = await host.PutAsync("/limits/two", """{"kind":"key","unit":"requests","amount":2,"window":"month+01:00","alerts":[50]}""");
        Assert.Equal(
            ("key", "*", "requests", "2", "month+01:00", "strict", "database"),
            (made.Text("kind"), made.Text("node"), made.Text("unit"), made.Text("amount"), made.Text("window"), made.Text("mode"), made.Text("source")));
        Assert.Equal("200 200 429", await ChatsAsync(host, 3));
        var count = Assert.Single((await host.GetAsync("/budgets?rule=two")).Data());
        Assert.Equal(("2", "0", "1"), (count.Text("spent"), count.Text("left"), count.Text("refused")));
        Assert.True(count.TryGetProperty("resets_at", out _));

        await host.PutAsync("/limits/two", """{"kind":"key","unit":"requests","amount":3,"window":"month+01:00"}""");
        Assert.Equal("200 429", await ChatsAsync(host, 2));
        Assert.Equal("two", Assert.Single((await host.GetAsync("/limits")).Data()).Text("id"));
        Assert.Equal(204, await host.DeleteAsync("/limits/two"));
        Assert.Equal(404, await host.DeleteAsync("/limits/two"));
        Assert.Equal("200", await ChatsAsync(host, 1));
        Assert.Equal(["limit.remove", "limit.put", "limit.put"], (await host.GetAsync("/audit")).Data().Select(l => l.Text("action")).Take(3));
    }

    [Fact]
    public async Task Money_is_in_dollars_and_everybody_sees_their_own_count()
    {
        await using var host = await Api.StartAsync(new() { Prices = new Dictionary<string, Strata.Ledger.Pricing.PriceOptions> { ["fake"] = new() { Input = 1000, Output = 1000 } } });
        var made = await host.PutAsync("/limits/purse", """{"kind":"team","unit":"dollars","amount":12.5,"window":"day","mode":"soft"}""");
        Assert.Equal("12.5", made.Text("amount"));
        var service = (await host.MakeAsync("/keys", """{"name":"app"}""")).Text("secret");
        await host.ChatAsync(service);
        await host.GetAsync("/requests");
        foreach (var secret in (string?[])[null, service])
        {
            var count = Assert.Single((await host.GetAsync("/budgets", secret)).Data());
            Assert.InRange(count.GetProperty("spent").GetDecimal(), 0.000000001m, 12.5m);
            Assert.Equal(12.5m, count.GetProperty("spent").GetDecimal() + count.GetProperty("left").GetDecimal() + count.GetProperty("reserved").GetDecimal());
        }
    }

    private static async Task<string> ChatsAsync(TestHost host, int count)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add((await host.AskAsync("POST", "/v1/chat/completions", Bodies.Chat(), null)).Status);
        }

        return string.Join(' ', statuses);
    }
}
