using System.Numerics;
using Strata.Core.Usage;
using Strata.Ledger.Pricing;

namespace Strata.Ledger.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly PriceOptions Full = new() { Input = 2.5m, CachedInput = 1.25m, CacheWrite = 3m, Output = 10m, Reasoning = 10m };

    [Fact]
    public void Each_class_is_priced_alone_and_the_total_is_their_sum()
    {
        var cost = PriceBook.Cost(Full, new TokenUsage { Input = 500, CachedInput = 1_500, CacheWrite = 10, Output = 100, Reasoning = 7 })!.Value;
        Assert.Equal(new RequestCost(1_250_000, 1_875_000, 30_000, 1_000_000, 70_000), cost);
        Assert.Equal(4_225_000, cost.TotalNanos);
    }

    [Fact]
    public void A_class_without_a_price_makes_the_cost_unknown_only_where_it_was_used()
    {
        var price = new PriceOptions { Input = 1, Output = 2 };
        Assert.Null(PriceBook.Cost(price, new TokenUsage { Input = 10, CachedInput = 1, Output = 5 }));
        Assert.Equal(20_000, PriceBook.Cost(price, new TokenUsage { Input = 10, Output = 5 })!.Value.TotalNanos);
        Assert.Null(PriceBook.Cost(null, new TokenUsage { Input = 1 }));
        Assert.Equal(0, PriceBook.Cost(null, default)!.Value.TotalNanos);
    }

    [Fact]
    public void Rounding_is_half_away_from_zero_once_per_class_and_never_off_by_more_than_half()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var scale = random.Next(0, 10);
            var unscaled = random.NextInt64(0, 1_000_000);
            var price = new decimal((int)(unscaled & 0xFFFFFFFF), (int)(unscaled >> 32), 0, false, (byte)scale);
            var tokens = random.NextInt64(0, 10_000_000);
            var nanos = PriceBook.Cost(new PriceOptions { Input = price }, new TokenUsage { Input = tokens })!.Value.Input;

            // exact = tokens · unscaled · 1000 / 10^scale, in whole numbers
            var numerator = (BigInteger)tokens * unscaled * 1_000;
            var denominator = BigInteger.Pow(10, scale);
            var expected = ((2 * numerator) + denominator) / (2 * denominator);
            Assert.True(expected == nanos, $"{tokens} × {price}: {nanos} instead of {expected}");
            Assert.True(scale > 3 || numerator % denominator == 0);
        }
    }

    [Fact]
    public void An_amount_past_all_bounds_is_unknown_and_no_crash()
    {
        var price = new PriceOptions { Input = 1_000_000, Output = 1_000_000 };
        Assert.Null(PriceBook.Cost(price, new TokenUsage { Input = 1_000_000_000_000 }));
        Assert.Null(PriceBook.Cost(price, new TokenUsage { Input = 9_000_000_000, Output = 9_000_000_000 }));
        Assert.Equal(9_000_000_000_000_000_000, PriceBook.Cost(price, new TokenUsage { Input = 9_000_000_000 })!.Value.TotalNanos);
    }

    [Fact]
    public void A_deployment_is_priced_by_its_own_name_before_the_alias()
    {
        var book = new PriceBook(new Dictionary<string, PriceOptions> { ["up/real"] = Full, ["alias"] = new() { Input = 9 } });
        Assert.Equal(2.5m, book.Find("up/real", "alias")!.Input);
        Assert.Equal(9, book.Find("other/real", "alias")!.Input);
        Assert.Null(book.Find("other/real", "unknown"));
    }

    [Fact]
    public void Equal_books_have_equal_versions_and_any_change_another()
    {
        PriceBook Of(decimal input, decimal? cached) => new(new Dictionary<string, PriceOptions> { ["a"] = new() { Input = input, CachedInput = cached }, ["b"] = Full });
        Assert.Equal(Of(1.50m, null).Version, Of(1.5m, null).Version);
        Assert.NotEqual(Of(1.5m, null).Version, Of(1.5m, 0m).Version);
        Assert.NotEqual(Of(1.5m, null).Version, Of(1.51m, null).Version);
    }
}
