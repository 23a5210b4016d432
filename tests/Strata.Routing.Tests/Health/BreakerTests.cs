using Strata.Core.Configuration;
using Strata.Routing.Health;

namespace Strata.Routing.Tests.Health;

public sealed class BreakerTests
{
    private static readonly Live<BreakerPolicy> Policy = new(new BreakerPolicy());

    [Fact]
    public void It_opens_by_count_and_share_and_lets_one_call_probe()
    {
        var breaker = new Breaker(Policy, new Dice(new Random(1)));
        for (var i = 0; i < 4; i++)
        {
            Assert.False(breaker.Observe(ok: false, isProbe: false, 60_000));
        }

        Assert.Equal(BreakerState.Closed, breaker.State(60_000));
        Assert.True(breaker.Observe(ok: false, isProbe: false, 60_000));
        Assert.Equal(BreakerState.Open, breaker.State(60_000));
        Assert.False(breaker.TryProbe(63_000));
        Assert.Equal(BreakerState.HalfOpen, breaker.State(66_100));
        Assert.True(breaker.TryProbe(66_100));
        Assert.False(breaker.TryProbe(66_100));
        Assert.Equal(BreakerState.Probing, breaker.State(66_100));
        Assert.True(breaker.Observe(ok: true, isProbe: true, 66_200));
        Assert.Equal(BreakerState.Closed, breaker.State(66_200));
    }

    [Fact]
    public void Many_successes_keep_it_closed()
    {
        var breaker = new Breaker(Policy, new Dice(new Random(1)));
        for (var i = 0; i < 100; i++)
        {
            breaker.Observe(ok: i % 5 != 0, isProbe: false, 60_000);
        }

        Assert.Equal(BreakerState.Closed, breaker.State(60_000));
    }

    [Fact]
    public void Failures_older_than_the_window_count_no_more()
    {
        var breaker = new Breaker(Policy, new Dice(new Random(1)));
        for (var i = 0; i < 20; i++)
        {
            breaker.Observe(ok: false, isProbe: false, 60_000 + (i * 3_000));
        }

        Assert.Equal(BreakerState.Closed, breaker.State(120_000));
    }

    [Fact]
    public void A_failed_probe_doubles_the_time_up_to_a_bound_and_a_later_end_wins()
    {
        var breaker = new Breaker(Policy, new Dice(new Random(1)));
        var now = 60_000L;
        for (var i = 0; i < 5; i++)
        {
            breaker.Observe(ok: false, isProbe: false, now);
        }

        var last = 0L;
        for (var i = 0; i < 8; i++)
        {
            var open = breaker.OpenUntilMs - now;
            Assert.InRange(open, Math.Min(60_000, 5_000L << i) * 0.79, Math.Min(60_000, 5_000L << i) * 1.21);
            now = breaker.OpenUntilMs;
            Assert.True(now >= last);
            last = now;
            Assert.True(breaker.TryProbe(now));
            breaker.Observe(ok: false, isProbe: true, now);
        }
    }

    [Fact]
    public void A_probe_that_is_never_reported_gives_its_place_up()
    {
        var breaker = new Breaker(Policy, new Dice(new Random(1)));
        for (var i = 0; i < 5; i++)
        {
            breaker.Observe(ok: false, isProbe: false, 60_000);
        }

        Assert.True(breaker.TryProbe(70_000));
        Assert.False(breaker.TryProbe(100_000));
        Assert.True(breaker.TryProbe(131_000));
        breaker.ReleaseProbe();
        Assert.True(breaker.TryProbe(131_000));
    }

    [Fact]
    public void A_new_policy_holds_for_breakers_that_exist()
    {
        var live = new Live<BreakerPolicy>(new BreakerPolicy());
        var breaker = new Breaker(live, new Dice(new Random(1)));
        breaker.Observe(ok: false, isProbe: false, 60_000);
        live.Swap(new BreakerPolicy { InARow = 2, Window = TimeSpan.FromSeconds(30) });
        breaker.Observe(ok: false, isProbe: false, 60_000);
        Assert.Equal(BreakerState.Closed, breaker.State(60_000));
        breaker.Observe(ok: false, isProbe: false, 85_000);
        Assert.Equal(BreakerState.Open, breaker.State(85_000));
    }

    [Fact]
    public void Sliding_counts_are_those_of_a_plain_list()
    {
        var random = new Random(11);
        var counts = new SlidingCounts(10_000);
        var plain = new List<(long At, bool Ok)>();
        var now = 60_000L;
        for (var i = 0; i < 5_000; i++)
        {
            now += random.Next(random.Next(50) == 0 ? 20_000 : 400);
            var ok = random.Next(2) == 0;
            counts.Add(ok, now);
            plain.Add((now, ok));
            var from = (now / 1_000) - 9;
            Assert.Equal(plain.Count(p => p.Ok && p.At / 1_000 >= from), counts.Good);
            Assert.Equal(plain.Count(p => !p.Ok && p.At / 1_000 >= from), counts.Bad);
            plain.RemoveAll(p => p.At / 1_000 < from);
        }
    }
}
