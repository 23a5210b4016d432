using Strata.Core.Results;
using Strata.Gateway.Limits;
using Strata.Tests.Shared;
using Strata.Identity.Keys;

namespace Strata.Gateway.Tests.Limits;

public sealed class LimitTableTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Of_fifty_requests_at_once_exactly_the_limit_is_admitted()
    {
        var table = new LimitTable(time);
        var limits = new KeyLimits { RequestsPerMinute = 5 };
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => table.Reserve("key", limits, 100, 1, 1), TestContext.Current.CancellationToken)));
        Assert.Equal(5, results.Count(r => r.IsOk));
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal(ProblemCode.RateLimited, r.Problem.Code));
    }

    [Fact]
    public void A_refusal_says_when_to_come_back_and_then_is_admitted()
    {
        var table = new LimitTable(time);
        var limits = new KeyLimits { RequestsPerMinute = 1 };
        table.Reserve("key", limits, 100, 1, 1).Value.Settle(1);
        var refused = table.Reserve("key", limits, 100, 1, 1).Problem;
        time.Advance(refused.RetryAfter!.Value - TimeSpan.FromSeconds(1));
        Assert.False(table.Reserve("key", limits, 100, 1, 1).IsOk);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(table.Reserve("key", limits, 100, 1, 1).IsOk);
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_stops_no_window()
    {
        var clock = new SetBackTime();
        var table = new LimitTable(clock);
        var limits = new KeyLimits { RequestsPerMinute = 1 };
        table.Reserve("key", limits, 100, 1, 1).Value.Settle(1);
        Assert.False(table.Reserve("key", limits, 100, 1, 1).IsOk);
        clock.Wall -= TimeSpan.FromHours(1);
        clock.Elapsed += TimeSpan.FromSeconds(62);
        Assert.True(table.Reserve("key", limits, 100, 1, 1).IsOk);
    }

    [Fact]
    public void Tokens_in_flight_count_before_they_are_settled()
    {
        var table = new LimitTable(time);
        var limits = new KeyLimits { TokensPerMinute = 300 };
        var admitted = Enumerable.Range(0, 50).Select(_ => table.Reserve("key", limits, 100, 50, 100)).Where(r => r.IsOk).ToArray();
        Assert.Equal(2, admitted.Length);
        foreach (var lease in admitted)
        {
            lease.Value.Settle(60);
        }

        Assert.Equal(180, table.State("key", limits)!.Value.TokensLeft);
        Assert.True(table.Reserve("key", limits, 100, 50, 100).IsOk);
    }

    [Fact]
    public void A_lease_gives_back_once_whatever_is_called_how_often()
    {
        var table = new LimitTable(time);
        var limits = new KeyLimits { TokensPerMinute = 100 };
        for (var i = 0; i < 10_000; i++)
        {
            using var lease = table.Reserve("key", limits, 1, 10, 10).Value;
        }

        Assert.Equal(0, table.Parallel);
        var last = table.Reserve("key", limits, 1, 10, 10).Value;
        last.Settle(40);
        last.Settle(40);
        last.Dispose();
        Assert.Equal(60, table.State("key", limits)!.Value.TokensLeft);
        Assert.Equal(0, table.Parallel);
    }

    [Fact]
    public void A_full_process_is_overloaded_and_not_the_callers_fault()
    {
        var table = new LimitTable(time);
        using var one = table.Reserve("a", KeyLimits.None, 1, 1, 1).Value;
        var second = table.Reserve("b", KeyLimits.None, 1, 1, 1);
        Assert.Equal(ProblemCode.Overloaded, second.Problem.Code);
        one.Dispose();
        Assert.True(table.Reserve("b", KeyLimits.None, 1, 1, 1).IsOk);
    }

    [Fact]
    public void A_likely_long_answer_never_makes_one_request_larger_than_the_limit()
    {
        var table = new LimitTable(time);
        var limits = new KeyLimits { TokensPerMinute = 100 };
        Assert.True(table.Reserve("key", limits, 9, 20, 100_000).IsOk);
        Assert.Contains("200 tokens", table.Reserve("other", limits, 9, 200, 1).Problem.Message);
    }

    [Fact]
    public void The_estimate_follows_what_answers_have_been_and_not_the_worst_case()
    {
        var estimate = new OutputEstimate();
        Assert.Equal(OutputEstimate.Unknown, estimate.For("m", null));
        Assert.Equal(16, estimate.For("m", 16));
        for (var i = 0; i < 40; i++)
        {
            estimate.Observe("m", i % 2 == 0 ? 10 : 20);
        }

        Assert.Equal(20, estimate.For("m", 100_000));
    }
}
