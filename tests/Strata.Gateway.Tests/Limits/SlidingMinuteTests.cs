using Strata.Gateway.Limits;

namespace Strata.Gateway.Tests.Limits;

public sealed class SlidingMinuteTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_is_never_below_the_true_sum_of_sixty_seconds_and_at_most_a_second_behind(int seed)
    {
        var random = new Random(seed);
        var minute = new SlidingMinute();
        var all = new List<(long At, long Amount)>();
        var second = 1_000L;
        for (var i = 0; i < 2_000; i++)
        {
            second += random.Next(0, 7) == 0 ? random.Next(0, 90) : random.Next(0, 2);
            var amount = random.Next(0, 50);
            minute.Add(second, amount);
            all.Add((second, amount));

            var exact = all.Where(a => a.At > second - 60).Sum(a => a.Amount);
            var wider = all.Where(a => a.At > second - 61).Sum(a => a.Amount);
            Assert.True(minute.Total(second) >= exact, $"seed {seed}, step {i}: {minute.Total(second)} < {exact}");
            Assert.Equal(wider, minute.Total(second));
        }
    }

    [Fact]
    public void It_says_when_room_comes_back()
    {
        var minute = new SlidingMinute();
        minute.Add(100, 5);
        minute.Add(110, 5);
        Assert.Equal(0, minute.SecondsUntil(110, 10));
        var wait = minute.SecondsUntil(110, 5);
        Assert.Equal(10, minute.Total(110 + wait - 1));
        Assert.Equal(5, minute.Total(110 + wait));
    }
}
