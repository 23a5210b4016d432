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
    public void A_value_between_gaps_is_a_dot() => Assert.Equal("M0 50h0.01M1000 100h0.01", Svg.Dots([5, null, 3, 4, null, 0], 10));

    [Theory]
    [InlineData("2026-11-20T15:30:00Z", "2026-11-21T15:44:00Z", "18:00 00:00 06:00 12:00")]
    [InlineData("2026-11-21T14:44:10Z", "2026-11-21T15:44:10Z", "14:50 15:00 15:10 15:20 15:30 15:40")]
    [InlineData("2026-11-14T15:44:00Z", "2026-11-21T15:44:00Z", "00:00 00:00 00:00 00:00")]
    public void A_time_axis_is_marked_at_round_times(string from, string to, string marks) =>
        Assert.Equal(marks, string.Join(' ', TimeMarks.Of(Read(from), Read(to)).Select(m => m.At.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))));

    private static DateTimeOffset Read(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_gap_in_a_line_stays_a_gap() => Assert.Equal("M0 100L250 50M750 0h0.01", Svg.Path([0, 5, null, 10, null], 10));
}
