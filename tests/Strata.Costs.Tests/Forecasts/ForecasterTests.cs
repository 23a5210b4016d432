using System.Globalization;
using Strata.Costs.Forecasts;

namespace Strata.Costs.Tests.Forecasts;

public sealed class ForecasterTests
{
    private static readonly DateOnly Today = new(2026, 11, 16);

    [Fact]
    public void The_same_every_day_goes_on_so()
    {
        // 15 days of 10 are spent in November, half of the 16th is over with 5, and 14 days are left: 150 + 5 + 5 + 140.
        var forecast = Forecaster.ToMonthEnd(new SpendHistory { Days = [.. Enumerable.Repeat(10.0, 60)], Today = Today, SpentToday = 5, TodayOver = 0.5 });
        Assert.Equal(155, forecast.Spent, 9);
        Assert.Equal((300, 300, 300), (Math.Round(forecast.Expected, 6), Math.Round(forecast.Low!.Value, 6), Math.Round(forecast.High!.Value, 6)));
    }

    [Fact]
    public void Weekends_are_known_after_three_weeks()
    {
        var first = Today.AddDays(-56);
        var days = Enumerable.Range(0, 56).Select(i => first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.7 : 7.0).ToArray();
        var forecast = Forecaster.ToMonthEnd(new SpendHistory { Days = days, Today = Today, TodayOver = 0 });

        // November 2026 has 21 weekdays and 9 days of weekends.
        Assert.Equal((21 * 7) + (9 * 0.7), forecast.Expected, 0);
    }

    [Fact]
    public void Too_little_history_gives_no_interval()
    {
        Assert.Null(Forecaster.ToMonthEnd(new SpendHistory { Days = [1, 2, 3], Today = Today }).Low);
        var none = Forecaster.ToMonthEnd(new SpendHistory { Days = [], Today = Today, SpentToday = 4, TodayOver = 0.5 });
        Assert.Equal((4, 8 + (14 * 8.0), null), (none.Spent, none.Expected, none.Low));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    public void Nothing_spent_forecasts_nothing(double dollars)
    {
        var forecast = Forecaster.ToMonthEnd(new SpendHistory { Days = [.. Enumerable.Repeat(dollars, 40)], Today = Today });
        Assert.Equal(0, forecast.Expected, 6);
        Assert.True(double.IsFinite(forecast.Low!.Value) && double.IsFinite(forecast.High!.Value));
    }

    [Fact]
    public void The_same_history_gives_the_same_forecast()
    {
        var history = new SpendHistory { Days = GeneratedSpend.Days(1, 80, Today.AddDays(-80)), Today = Today, SpentToday = 3, TodayOver = 0.2 };
        Assert.Equal(Forecaster.ToMonthEnd(history), Forecaster.ToMonthEnd(history));
    }

    /// <summary>The backtest: 400 generated teams, each forecast in the middle of a month that is then seen to its end. Four in five intervals have to hold, and not by being wide.</summary>
    [Fact]
    public void Four_in_five_intervals_hold_the_truth()
    {
        var (held, width, error, count) = (0, 0.0, 0.0, 400);
        for (var seed = 0; seed < count; seed++)
        {
            var known = 20 + (seed % 61);
            var left = 14;
            var all = GeneratedSpend.Days(seed, known + 1 + left, Today.AddDays(-known));
            var forecast = Forecaster.ToMonthEnd(new SpendHistory { Days = all[..known], Today = Today, TodayOver = 0 });
            var truth = all[(known - 15)..].Sum();
            held += truth >= forecast.Low && truth <= forecast.High ? 1 : 0;
            width += (forecast.High!.Value - forecast.Low!.Value) / truth;
            error += Math.Abs(forecast.Expected - truth) / truth;
        }

        var report = string.Create(CultureInfo.InvariantCulture, $"coverage {(double)held / count:0.000} of 0.80, mean width {width / count:0.000}, mean error {error / count:0.000} of the month");
        TestContext.Current.SendDiagnosticMessage(report);
        Assert.True((double)held / count is > 0.74 and < 0.90, report);
        Assert.True(width / count < 0.35 && error / count < 0.1, report);
    }
}
