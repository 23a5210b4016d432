using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Strata.Console.Navigation;

namespace Strata.Console.Tests.Navigation;

public sealed class TimeRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?range=1h", "1h", 60)]
    [InlineData("?range=soon", "24h", 1440)]
    [InlineData("", "24h", 1440)]
    [InlineData("?from=2026-11-20T10:00&to=2026-11-20T10:30", "custom", 30)]
    [InlineData("?from=2026-11-20T10:00&to=2026-11-19T10:00", "24h", 1440)]
    public void A_range_is_read_from_the_url_or_is_the_default(string query, string name, double minutes)
    {
        var range = TimeRange.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)), Now);
        Assert.Equal(name, range.Name);
        Assert.Equal(minutes, range.Length.TotalMinutes, 0.1);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(360)]
    [InlineData(1440)]
    public void A_chart_has_neither_too_few_nor_too_many_steps(int minutes) =>
        Assert.InRange(minutes / new TimeRange("x", Now.AddMinutes(-minutes), Now).Step.TotalMinutes, 15, 96);

    [Fact]
    public void A_link_changes_one_thing_and_keeps_the_rest()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/requests";
        context.Request.Query = new QueryCollection(new Dictionary<string, StringValues> { ["model"] = "a b", ["before"] = "req_1" });
        Assert.Equal("/requests?model=a%20b&open=req_2", Links.With(context.Request, ("before", null), ("open", "req_2")));
    }
}
