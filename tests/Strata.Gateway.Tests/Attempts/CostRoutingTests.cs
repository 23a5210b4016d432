using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;
using Strata.Routing.Policies;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Attempts;

public sealed class CostRoutingTests
{
    [Theory]
    [InlineData(1, 9, "a")]
    [InlineData(9, 1, "b")]
    [InlineData(9, null, "a")]
    public async Task The_strategy_cost_asks_the_target_that_the_price_book_says_is_cheapest(int priceOfA, int? priceOfB, string expected)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var prices = new Dictionary<string, PriceOptions> { ["a/scn-echo"] = new() { Input = priceOfA, Output = priceOfA } };
        if (priceOfB is { } price)
        {
            prices["b/scn-echo"] = new() { Input = price, Output = price };
        }

        var options = Routes.Over(
            [upstream, upstream], ["a/scn-echo", "b/scn-echo"], r => r with { Strategy = RouteStrategy.Cost, Targets = [.. r.Targets.Select(t => t with { Priority = 0 })] });
        await using var host = await TestHost.StartAsync(options with { Prices = prices });
        for (var i = 0; i < 5; i++)
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("m"));
            Assert.Equal(expected, response.Headers.GetValues("x-strata-provider").Single());
        }
    }
}
