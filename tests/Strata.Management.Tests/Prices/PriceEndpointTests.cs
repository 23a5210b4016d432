using Strata.Gateway.Options;
using Strata.Ledger.Pricing;

namespace Strata.Management.Tests.Prices;

public sealed class PriceEndpointTests
{
    [Fact]
    public async Task A_key_for_some_models_sees_the_prices_of_those()
    {
        var price = new PriceOptions { Input = 1 };
        await using var host = await Api.StartAsync(new GatewayOptions { Prices = new Dictionary<string, PriceOptions> { ["fake"] = price, ["up/secret"] = price } });
        var narrow = (await host.MakeAsync("/keys", """{"name":"narrow","models":["fake"]}""")).Text("secret");
        Assert.Equal(["fake", "up/secret"], (await host.GetAsync("/prices")).Data().Select(p => p.Text("model")));
        Assert.Equal("fake", Assert.Single((await host.GetAsync("/prices", narrow)).Data()).Text("model"));
    }

    [Fact]
    public async Task Prices_are_edited_imported_and_taken_away()
    {
        await using var host = await Api.StartAsync();
        await host.PutAsync("/prices", """{"model":"fake","input":1.5,"output":6}""");
        var shown = Assert.Single((await host.GetAsync("/prices")).Data());
        Assert.Equal(("fake", "1.5", "6"), (shown.Text("model"), shown.Text("input"), shown.Text("output")));
        Assert.True((await host.GetAsync("/models")).Data()[0].GetProperty("priced").GetBoolean());

        const string File = """{"m-1":{"litellm_provider":"openai","input_cost_per_token":0.000001,"output_cost_per_token":0.000002},"sample_spec":{"max_tokens":1}}""";
        Assert.Equal("1", (await host.MakeAsync("/prices/import", File)).Text("added"));
        Assert.Equal("1", (await host.MakeAsync("/prices/import", File)).Text("same"));
        Assert.Equal("openai/m-1", Assert.Single((await host.GetAsync("/prices/entries?source=imported")).Data()).Text("model"));

        var id = Assert.Single((await host.GetAsync("/prices/entries?source=edited")).Data()).Text("id");
        Assert.Equal(204, await host.DeleteAsync($"/prices/entries/{id}"));
        Assert.Equal(404, await host.DeleteAsync($"/prices/entries/{id}"));
        Assert.False((await host.GetAsync("/models")).Data()[0].GetProperty("priced").GetBoolean());
    }
}
