using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Tests.Support;
using Strata.Budgets.Views;
using Strata.Core.Results;

namespace Strata.Budgets.Tests.Book;

public sealed class BudgetBookTests
{
    private static readonly LimitWindow Month = LimitWindow.Calendar(WindowKind.Month);

    [Fact]
    public void Of_fifty_calls_at_once_on_a_budget_for_five_typical_ones_five_are_admitted()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 5_000, Month));
        var admitted = new System.Collections.Concurrent.ConcurrentBag<Reservation>();
        var refused = new System.Collections.Concurrent.ConcurrentBag<Problem>();
        Parallel.For(0, 50, _ =>
        {
            if (bench.Reserve(100, 50, 1_000).Try(out var held, out var problem))
            {
                admitted.Add(held);
            }
            else
            {
                refused.Add(problem);
            }
        });

        Assert.Equal(5, admitted.Count);
        Assert.All(refused, p => Assert.Equal(ProblemCode.BudgetExceeded, p.Code));
        Assert.Contains(refused, p => p.Message.Contains("$0.00 spent and $0.000 005 reserved by requests under way", StringComparison.Ordinal));

        foreach (var held in admitted)
        {
            held.Settle(new Actual { InputTokens = 100, OutputTokens = 50, Nanos = 1_000 });
        }

        Assert.Contains("$0.000 005 spent;", bench.Reserve(100, 50, 1_000).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_charged_counts_on_a_spent_limit_too_and_is_no_request()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 100, Month), Rule.Of(Rule.Org, LimitUnit.TotalTokens, 1_000), Rule.Of(Rule.Key, LimitUnit.Requests, 3), Rule.Of(Rule.Org, LimitUnit.Parallel, 1));
        for (var i = 0; i < 3; i++)
        {
            bench.Book.Charge("org", [Rule.Org, Rule.Key, new LimitNode(NodeKind.Tag, "no=rule")], new Actual { InputTokens = 10, OutputTokens = 5, Nanos = 90 });
        }

        Assert.Equal([270L, 45L, 0L, 0L], bench.Book.Read(new BudgetQuery()).Items.OrderByDescending(i => i.Spent).Select(i => i.Spent).Concat([0L, 0L]).Take(4));
        Assert.Contains(bench.Raised, a => a.Rule.Unit == LimitUnit.NanoDollars && a.Percent >= 100);
        Assert.False(bench.Reserve(1, 1, 1).IsOk);
    }

    [Fact]
    public void Five_hundred_parallel_calls_never_overrun_a_budget_for_a_hundred()
    {
        var bench = new Bench(Rule.Of(Rule.Org, LimitUnit.TotalTokens, 10_000), Rule.Of(Rule.Key, LimitUnit.Parallel, 400));
        var admitted = 0;
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            if (bench.Reserve(60, 40).Try(out var held, out var _))
            {
                Interlocked.Increment(ref admitted);
                held.Settle(new Actual { InputTokens = 60, OutputTokens = 40 });
            }
        });

        Assert.Equal(100, admitted);
    }

    [Fact]
    public void A_refusal_by_one_limit_leaves_nothing_with_the_others()
    {
        var bench = new Bench(Rule.Of(Rule.Org, LimitUnit.Requests, 2), Rule.Of(Rule.Key, LimitUnit.TotalTokens, 100), Rule.Of(Rule.Key, LimitUnit.Parallel, 10));
        using var first = bench.Reserve(100).Value;
        Assert.False(bench.Reserve(100).IsOk);
        Assert.False(bench.Reserve(100).IsOk);
        first.Settle(new Actual());

        using var second = bench.Reserve(100).Value;
        Assert.Equal(0, second.State!.Value.Requests!.Value.Left);
    }

    [Fact]
    public void A_request_larger_than_what_is_likely_left_passes_alone_and_one_larger_than_the_limit_is_told_so()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.TotalTokens, 100));
        var alone = bench.Reserve(50, 500);
        Assert.True(alone.IsOk);
        alone.Value.Dispose();

        var never = bench.Reserve(101, 1).Problem;
        Assert.Contains("this request alone needs 101 tokens", never.Message, StringComparison.Ordinal);
        Assert.Null(never.RetryAfter);
    }

    [Fact]
    public void A_limit_of_nothing_lets_nothing_through_and_a_spent_budget_also_stops_what_has_no_price()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 100, Month), Rule.Of(new(NodeKind.Model, "dear"), LimitUnit.Requests, 0));
        Assert.False(bench.Reserve(nodes: new LimitNode(NodeKind.Model, "dear")).IsOk);
        bench.Reserve(1, 1, 100).Value.Settle(new Actual { Nanos = 100 });
        Assert.False(bench.Reserve(1, 1, null).IsOk);
    }

    [Fact]
    public void What_has_no_price_counts_as_tokens_not_as_money_and_is_reported()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 1_000, Month), Rule.Of(Rule.Key, LimitUnit.TotalTokens, 1_000));
        bench.Reserve(10, 10, null).Value.Settle(new Actual { InputTokens = 10, OutputTokens = 12, Nanos = null });

        Assert.Equal(1, bench.Book.Unpriced);
        using var held = bench.Reserve(0, 0, 1_000).Value;
        Assert.Equal(978, held.State!.Value.Tokens!.Value.Left);
    }

    [Fact]
    public void Requests_of_a_minute_come_back_after_it_and_the_refusal_says_when()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.Requests, 2));
        bench.Reserve().Value.Settle(new Actual());
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Reserve().Value.Settle(new Actual());
        var refused = bench.Reserve().Problem;
        Assert.Equal(ProblemCode.RateLimited, refused.Code);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 30, 31);

        bench.Time.Advance(refused.RetryAfter.Value);
        Assert.True(bench.Reserve().IsOk);
        Assert.False(bench.Reserve().IsOk);
    }

    [Fact]
    public void A_month_begins_anew_at_its_own_midnight()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 100, LimitWindow.Calendar(WindowKind.Month, TimeSpan.FromHours(2))));
        bench.Reserve(0, 0, 100).Value.Settle(new Actual { Nanos = 100 });
        var refused = bench.Reserve(0, 0, 100).Problem;
        Assert.Contains("2026-01-31T22:00:00Z", refused.Message, StringComparison.Ordinal);

        bench.Time.Advance(refused.RetryAfter!.Value - TimeSpan.FromSeconds(1));
        Assert.False(bench.Reserve(0, 0, 100).IsOk);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(bench.Reserve(0, 0, 100).IsOk);
    }

    [Fact]
    public void Soft_limits_pass_and_say_so_shadow_limits_only_count()
    {
        var soft = Rule.Of(Rule.Key, LimitUnit.Requests, 1, mode: LimitMode.Soft);
        var bench = new Bench(soft, Rule.Of(Rule.Org, LimitUnit.Requests, 1, mode: LimitMode.Shadow));
        Assert.Null(bench.Reserve().Value.SoftExceeded);
        Assert.Equal(soft, bench.Reserve().Value.SoftExceeded);
        Assert.All(bench.Book.Snapshot.Rules.SelectMany(r => r.Counters()), c => Assert.Equal(1, c.Passed));
    }

    [Fact]
    public void A_stream_grows_its_reservation_and_is_cut_off_at_a_strict_limit()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.TotalTokens, 1_000), Rule.Of(Rule.Org, LimitUnit.OutputTokens, 300, mode: LimitMode.Soft));
        using var other = bench.Reserve(100, 100).Value;
        using var stream = bench.Reserve(100, 100).Value;
        for (var output = 0; output <= 700; output++)
        {
            Assert.True(stream.TryTopUp(output, 0), $"{output} tokens fit beside the other's 200");
        }

        Assert.False(stream.TryTopUp(701, 0));
        Assert.Equal(ProblemCode.RateLimited, stream.CutOff!.Code);

        other.Dispose();
        Assert.True(stream.TryTopUp(701, 0), "what the other gave back is there to be used");
    }

    [Fact]
    public void An_attempts_nodes_leave_with_it_and_its_use_counts_where_it_was_made()
    {
        LimitNode first = new(NodeKind.Provider, "a"), second = new(NodeKind.Provider, "b");
        var bench = new Bench(
            Rule.Of(LimitNode.Each(NodeKind.Provider), LimitUnit.Parallel, 1), Rule.Of(LimitNode.Each(NodeKind.Provider), LimitUnit.TotalTokens, 1_000), Rule.Of(Rule.Key, LimitUnit.TotalTokens, 1_000));
        using var request = bench.Reserve(100, 100).Value;
        Assert.True(bench.Book.AddTarget(request, [first]).IsOk);
        using var other = bench.Reserve(100, 100).Value;
        Assert.False(bench.Book.AddTarget(other, [first]).IsOk);
        Assert.True(bench.Book.AddTarget(other, [second]).IsOk);

        request.DropTarget(new Actual { InputTokens = 100 });
        other.DropTarget();
        Assert.True(bench.Book.AddTarget(request, [second]).IsOk);
        request.Settle(new Actual { InputTokens = 200, OutputTokens = 50 });

        Assert.Equal([("a", 100), ("b", 150), ("key_1", 250)], bench.Book.Snapshot.Rules.SelectMany(r => r.Counters())
            .Where(c => c.Rule.Unit == LimitUnit.TotalTokens).Select(c => (c.Node.Id, c.Spent)).Order());
    }

    [Fact]
    public void Each_threshold_alerts_once_in_a_window_and_the_first_refusal_too()
    {
        var bench = new Bench(Rule.Of(Rule.Key, LimitUnit.NanoDollars, 1_000, Month));
        foreach (var nanos in new[] { 400, 150, 10, 290, 100 })
        {
            bench.Reserve(0, 0, nanos).Value.Settle(new Actual { Nanos = nanos });
        }

        Assert.Equal([50, 80], bench.Raised.Select(a => a.Percent));
        Assert.False(bench.Reserve(0, 0, 100).IsOk);
        Assert.False(bench.Reserve(0, 0, 100).IsOk);
        Assert.Equal([(50, false), (80, false), (95, true)], bench.Raised.Select(a => (a.Percent, a.Refused)));

        using var last = bench.Reserve(0, 0, 50).Value;
        last.Settle(new Actual { Nanos = 200 });
        Assert.Equal([100, 110], bench.Raised[3..].Select(a => a.Percent));

        bench.Time.Advance(TimeSpan.FromDays(31));
        bench.Reserve(0, 0, 600).Value.Settle(new Actual { Nanos = 600 });
        Assert.Equal(50, bench.Raised[^1].Percent);
    }

    [Fact]
    public void A_changed_amount_keeps_what_was_spent_and_two_organisations_do_not_share_a_tag()
    {
        var tag = new LimitNode(NodeKind.Tag, "feature=chat");
        var bench = new Bench(Rule.Of(LimitNode.Each(NodeKind.Tag), LimitUnit.Requests, 1));
        Assert.True(bench.Reserve(nodes: tag).IsOk);
        Assert.False(bench.Reserve(nodes: tag).IsOk);
        Assert.True(bench.Book.Reserve(new ReserveRequest { Organization = "other", Nodes = [tag] }).IsOk);

        bench.Set(Rule.Of(LimitNode.Each(NodeKind.Tag), LimitUnit.Requests, 2));
        Assert.True(bench.Reserve(nodes: tag).IsOk);
        Assert.False(bench.Reserve(nodes: tag).IsOk);
    }

    [Fact]
    public void A_flood_of_names_fills_one_shared_count_and_idle_counts_are_swept()
    {
        var bench = new Bench(Rule.Of(LimitNode.Each(NodeKind.EndUser), LimitUnit.Requests, 5));
        for (var i = 0; i < 3_000; i++)
        {
            if (bench.Reserve(nodes: new LimitNode(NodeKind.EndUser, $"u{i}")).Try(out var held, out _))
            {
                held.Settle(new Actual());
            }
        }

        var rule = Assert.Single(bench.Book.Snapshot.Rules);
        Assert.Equal(Bench.Limits.NodesPerRuleMax + 1, rule.Counters().Length);
        bench.Reserve(nodes: new LimitNode(NodeKind.EndUser, "u7")).Value.Settle(new Actual());

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        bench.Book.Sweep();
        Assert.True(bench.Reserve(nodes: new LimitNode(NodeKind.EndUser, "u7")).IsOk);
        Assert.Equal(["*", "u7"], rule.Counters().Select(c => c.Node.Id).Order());
    }
}
