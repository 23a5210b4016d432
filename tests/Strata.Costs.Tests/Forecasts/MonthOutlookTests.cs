using Strata.Costs.Forecasts;
using Strata.Ledger.Queries;

namespace Strata.Costs.Tests.Forecasts;

public sealed class MonthOutlookTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_month_has_a_sum_for_each_day_until_today_and_ends_where_the_forecast_says()
    {
        LedgerQuery? asked = null;
        var outlook = await MonthOutlook.ReadAsync(
            (query, groups, _) =>
            {
                asked = query;
                Assert.Equal([UsageGroup.Day], groups);
                return new([.. Enumerable.Range(0, 60).Select(i => new UsageSum { Keys = [Now.AddDays(-i).ToString("yyyy-MM-dd", null)], CostNanos = i == 0 ? 1_000_000_000 : 2_000_000_000 })]);
            },
            new LedgerQuery { Project = "prj" }, Now, 0.8, TestContext.Current.CancellationToken);
        Assert.Equal(Now.UtcDateTime.Date.AddDays(-90), asked!.From!.Value.UtcDateTime);
        Assert.Equal(new DateOnly(2026, 3, 1), outlook.Month);
        Assert.Equal([.. Enumerable.Repeat(2.0, 9), 1.0], outlook.Days);
        Assert.Equal(19, outlook.Forecast.Spent, 6);
        Assert.InRange(outlook.Forecast.Expected, 60, 64); // two dollars a day, thirty-one days
    }

    [Fact]
    public async Task A_month_without_spending_expects_none()
    {
        var outlook = await MonthOutlook.ReadAsync((_, _, _) => new([]), new LedgerQuery { Project = "prj" }, Now, 0.8, TestContext.Current.CancellationToken);
        Assert.Equal((0, 0, 10), (outlook.Forecast.Spent, outlook.Forecast.Expected, outlook.Days.Count));
    }
}
