using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Routing.Options;
using Strata.Tests.Shared.Upstream;

namespace Strata.Management.Tests.Traffic;

public sealed class TrafficEndpointTests
{
    [Fact]
    public async Task Providers_routes_and_an_explanation_tell_where_a_request_would_go()
    {
        await using var one = await ScriptedUpstream.StartAsync();
        await using var two = await ScriptedUpstream.StartAsync();
        var options = Routes.Over([one, two], ["a/scn-echo", "b/scn-echo"], r => r with { Canary = new ShareOptions { Deployment = "b/scn-echo", Percent = 10 } });
        await using var host = await Api.StartAsync(options with { Prices = new Dictionary<string, PriceOptions> { ["a/scn-echo"] = new() { Input = 1, Output = 2 } } });
        await host.PutAsync("/limits/cap", """{"kind":"team","unit":"requests","amount":9,"window":"day"}""");
        await host.ChatAsync(model: "m");

        var providers = (await host.GetAsync("/providers")).Data();
        Assert.Equal(["a", "b"], providers.Select(p => p.Text("name")));
        Assert.Contains(providers.SelectMany(p => p.GetProperty("deployments").EnumerateArray()), d => d.Text("state") == "closed" && d.Text("succeeded") == "1");
        Assert.DoesNotContain(ScriptedUpstream.Key, providers[0].ToString() + providers[1]);
        var route = Assert.Single((await host.GetAsync("/routes")).Data());
        Assert.Equal(("m", "10"), (route.Text("name"), route.GetProperty("canary").Text("percent")));

        var told = await host.MakeAsync("/explain", """{"model":"m","prompt_tokens":1000,"output_tokens":100}""");
        Assert.Equal("m", told.Text("route"));
        Assert.Contains(told.GetProperty("targets").EnumerateArray(), t => t.Text("deployment") == "a/scn-echo" && t.Text("verdict") == "usable" && t.GetProperty("chance").GetDouble() > 0.8);
        Assert.Equal("1200000", told.GetProperty("price").Text("estimated_nanos"));
        Assert.Equal("1", Assert.Single(told.GetProperty("limits").EnumerateArray(), l => l.Text("limit") == "cap").Text("spent"));
        Assert.Equal(1, one.Log.Count + two.Log.Count);

        Assert.Equal("fake", (await host.MakeAsync("/explain", """{"model":"fake"}""")).Text("model"));
        Assert.Contains("does not exist", (await host.MakeAsync("/explain", """{"model":"no-such"}""")).Text("problem"));
        var narrow = (await host.MakeAsync("/keys", """{"name":"narrow","models":["fake"]}""")).GetProperty("key").Text("id");
        Assert.Contains("may not use", (await host.MakeAsync("/explain", $$"""{"model":"m","key":"{{narrow}}"}""")).ToString());
    }

    [Fact]
    public async Task The_cache_is_counted_and_purged()
    {
        await using var host = await Api.StartAsync();
        Assert.True((await host.GetAsync("/cache")).TryGetProperty("hits", out _));
        Assert.Equal("0", (await host.MakeAsync("/cache/purge", """{"model":"fake"}""")).Text("removed"));
        Assert.Equal("not_found", (await host.MakeAsync("/cache/purge", """{"team":"prj_none"}""")).Code());
        Assert.Equal("cache.purge", (await host.GetAsync("/audit")).Data()[0].Text("action"));
    }
}
