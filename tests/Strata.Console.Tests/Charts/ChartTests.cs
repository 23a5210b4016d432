using Strata.Console.Charts;

namespace Strata.Console.Tests.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(0, false, 1, 2)]
    [InlineData(1, true, 1, 2)]
    [InlineData(7, true, 8, 5)]
    [InlineData(97, true, 100, 3)]
    [InlineData(0.031, false, 0.04, 5)]
    [InlineData(12_408, true, 15_000, 4)]
    public void A_scale_begins_at_zero_and_ends_at_a_round_number(double max, bool whole, double top, int ticks)
    {
        var scale = ChartScale.UpTo(max, whole);
        Assert.Equal(top, scale.Top, 9);
        Assert.Equal(ticks, scale.Ticks.Count);
        Assert.Equal(0, scale.Ticks[0]);
    }

    [Fact]
    public void A_gap_in_a_line_stays_a_gap() => Assert.Equal("M0 100L250 50M750 0h0.01", Svg.Path([0, 5, null, 10, null], 10));
}
