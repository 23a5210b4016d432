using Strata.Budgets.Rules;

namespace Strata.Budgets.Tests.Rules;

public sealed class LimitWindowTests
{
    [Theory]
    [InlineData("day", "2026-03-01T00:30:00Z", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("day-05:00", "2026-03-01T00:30:00Z", "2026-02-28T05:00:00Z", "2026-03-01T05:00:00Z")]
    [InlineData("week", "2026-03-01T23:59:59Z", "2026-02-23T00:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("week+01:00", "2026-03-01T23:30:00Z", "2026-03-01T23:00:00Z", "2026-03-08T23:00:00Z")]
    [InlineData("month+05:30", "2026-01-31T18:30:00Z", "2026-01-31T18:30:00Z", "2026-02-28T18:30:00Z")]
    [InlineData("year", "2028-02-29T12:00:00Z", "2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z")]
    public void A_calendar_window_begins_and_ends_at_its_own_midnight(string text, string at, string start, string end)
    {
        Assert.True(LimitWindow.TryRead(text, out var window));
        Assert.Equal((Ms(start), Ms(end)), window.Bounds(Ms(at)));
        Assert.Equal(text, window.ToString());
    }

    [Fact]
    public void Whatever_is_read_is_written_so_that_it_is_read_again_and_nonsense_is_refused()
    {
        var random = new Random(3);
        string[] parts = ["day", "week", "month", "year", "total", "sliding", "60", "1.5", "s", "m", "h", "d", "ms", "+", "-", "01:00", "99:99", "14:00", ":", " ", "", "\0", "é"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)]));
            if (LimitWindow.TryRead(text, out var window))
            {
                Assert.True(LimitWindow.TryRead(window.ToString(), out var again) && again == window, text);
                window.Bounds(1_700_000_000_000);
            }
        }

        Assert.All(["total+01:00", "day+1:00", "day+15:00", "sliding", "", "60", "fortnight"], t => Assert.False(LimitWindow.TryRead(t, out _), t));
    }

    private static long Ms(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
