using Strata.Budgets.Windows;

namespace Strata.Budgets.Tests.Windows;

public sealed class SlidingSumTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(7_777)]
    [InlineData(60_000)]
    [InlineData(86_400_000)]
    public void It_never_counts_less_than_the_span_nor_more_than_its_buckets(int durationMs)
    {
        var random = new Random(durationMs);
        var sum = new SlidingSum(TimeSpan.FromMilliseconds(durationMs));
        var width = (durationMs + 59) / 60;
        var added = new List<(long At, long Amount)>();
        var now = 1_000_000L;
        for (var i = 0; i < 2_000; i++)
        {
            now += random.Next(durationMs / 20);
            var at = new BookTime(now, 0);
            sum.Advance(at);
            var amount = random.Next(10);
            sum.Add(amount);
            added.Add((now, amount));
            var wait = sum.UntilMs(at, sum.Total / 2);

            Assert.InRange(sum.Total, added.Where(a => a.At > now - durationMs).Sum(a => a.Amount), added.Where(a => a.At > now - (SlidingSum.Buckets * width)).Sum(a => a.Amount));
            Assert.InRange(wait, sum.Total <= 1 ? 0 : 1, SlidingSum.Buckets * width);
        }
    }

    [Fact]
    public void After_the_time_it_names_what_was_asked_for_is_free()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var sum = new SlidingSum(TimeSpan.FromSeconds(60));
            var now = new BookTime(random.Next(1_000_000), 0);
            for (var i = 0; i < 10; i++)
            {
                now = new BookTime(now.MonotonicMs + random.Next(10_000), 0);
                sum.Advance(now);
                sum.Add(random.Next(1, 10));
            }

            var allowed = random.NextInt64(sum.Total);
            var wait = sum.UntilMs(now, allowed);
            sum.Advance(new BookTime(now.MonotonicMs + wait - 1, 0));
            Assert.True(sum.Total > allowed);
            sum.Advance(new BookTime(now.MonotonicMs + wait, 0));
            Assert.True(sum.Total <= allowed);
        }
    }
}
