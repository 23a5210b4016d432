using Strata.Alerts.Signals;

namespace Strata.Alerts.Tests.Signals;

public sealed class BurnMathTests
{
    /// <summary>Expected by the formula of Wilson's interval with z = 1.6448536269514722, computed apart.</summary>
    [Theory]
    [InlineData(10, 3, 0.1268765839031979)]
    [InlineData(1000, 30, 0.022316797647015992)]
    [InlineData(1000, 144, 0.12669807316952894)]
    public void The_lower_end_is_wilsons(long total, long bad, double expected) => Assert.Equal(expected, BurnMath.LowerShare(new EventCounts(total, bad)), 12);

    [Fact]
    public void Few_events_do_not_burn()
    {
        Assert.Equal(15, BurnMath.Rate(new EventCounts(20, 3), 0.99), 9);
        Assert.False(BurnMath.Holds(new EventCounts(20, 3), 0.99, 14.4));
        Assert.True(BurnMath.Holds(new EventCounts(20_000, 3_200), 0.99, 14.4));
        Assert.False(BurnMath.Holds(default, 0.99, 1));
    }
}
