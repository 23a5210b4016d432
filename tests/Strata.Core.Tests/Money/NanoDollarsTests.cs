using Strata.Core.Money;

namespace Strata.Core.Tests.Money;

public sealed class NanoDollarsTests
{
    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(4_310_000, "$0.004 31")]
    [InlineData(1, "$0.000 000 001")]
    [InlineData(-1, "-$0.000 000 001")]
    [InlineData(12_500_000_000, "$12.50")]
    [InlineData(1_234_567_000_000_000, "$1,234,567.00")]
    [InlineData(long.MinValue, "-$9,223,372,036.854 775 808")]
    public void Every_digit_is_written(long nanos, string text) => Assert.Equal(text, new NanoDollars(nanos).ToString());

    [Fact]
    public void A_sum_of_many_small_amounts_is_exact()
    {
        var sum = Enumerable.Repeat(NanoDollars.FromDollars(0.000000001m), 1_000_000).Aggregate(NanoDollars.Zero, (a, b) => a + b);
        Assert.Equal(0.001m, sum.Dollars);
    }

    [Fact]
    public void Overflow_is_never_silent() => Assert.Throws<OverflowException>(() => new NanoDollars(long.MaxValue) + new NanoDollars(1));

    [Theory]
    [InlineData("0.0000000005", 1)]
    [InlineData("-0.0000000005", -1)]
    [InlineData("0.00000000049", 0)]
    public void Half_a_billionth_rounds_away_from_zero(string dollars, long nanos) =>
        Assert.Equal(nanos, NanoDollars.FromDollars(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture)).Nanos);
}
