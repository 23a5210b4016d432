using Strata.Core.Results;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Plans;
using Strata.Routing.Policies;
using Strata.Routing.Routes;
using Strata.Routing.Tests.Support;

namespace Strata.Routing.Tests.Plans;

public sealed class RoutePlanTests
{
    private static readonly AttemptReport Down = AttemptReport.Failed(FailureClass.ServerTransient);

    [Fact]
    public void A_failed_target_is_followed_by_another_at_once()
    {
        var bench = new Bench();
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m", "b/m") with { Strategy = RouteStrategy.Priority }));
        var first = plan.Next().Candidate;
        Assert.Equal(("a/m", PickReason.Strategy, 1), (first.Deployment.Name, first.Reason, first.Number));
        plan.Report(first, Down);
        var second = plan.Next().Candidate;
        Assert.Equal(("b/m", PickReason.Failover, 2), (second.Deployment.Name, second.Reason, second.Number));
    }

    [Theory]
    [InlineData(FailureClass.Request)]
    [InlineData(FailureClass.Cancelled)]
    [InlineData(FailureClass.ContextWindow)]
    [InlineData(FailureClass.ContentPolicy)]
    public void What_another_attempt_does_not_mend_is_not_tried_again(FailureClass failure)
    {
        var bench = new Bench();
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m", "b/m")));
        plan.Report(plan.Next().Candidate, AttemptReport.Failed(failure));
        var step = plan.Next();
        Assert.Equal((PlanStepKind.Stop, StopReason.NotRetryable, null), (step.Kind, step.Reason, step.Problem));
    }

    [Fact]
    public void A_refused_credential_is_followed_by_the_next_one_without_a_wait()
    {
        var bench = new Bench();
        bench.Provide("a", keys: ["one", "two"]);
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m")));
        var first = plan.Next().Candidate;
        plan.Report(first, AttemptReport.Failed(FailureClass.CredentialPermanent));
        var second = plan.Next().Candidate;
        Assert.Equal(PickReason.Rotation, second.Reason);
        Assert.NotEqual(first.Credential.Name, second.Credential.Name);
    }

    [Fact]
    public void Retry_after_is_waited_for_and_no_longer_than_the_time_that_all_attempts_share()
    {
        var bench = new Bench();
        var route = Bench.Route("a/m") with { Clocks = new RouteClocks { Total = TimeSpan.FromSeconds(10) } };
        var rule = bench.Rule(route);
        using (var plan = bench.Plan(rule))
        {
            plan.Report(plan.Next().Candidate, Limited(3));
            Assert.InRange(plan.Next().Delay.TotalSeconds, 3, 3.01);
            bench.Time.Advance(TimeSpan.FromSeconds(3.01));
            Assert.Equal(PickReason.Retry, plan.Next().Candidate.Reason);
        }

        using var late = bench.Plan(rule);
        late.Report(late.Next().Candidate, Limited(12));
        Assert.Equal(StopReason.Deadline, late.Next().Reason);
    }

    [Fact]
    public void Nothing_follows_the_commit_point_but_a_continuation_that_was_asked_for()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Continuation = true });
        using var plan = bench.Plan(rule);
        var first = plan.Next().Candidate;
        plan.Commit(first, TimeSpan.FromMilliseconds(10));
        plan.Report(first, Down);
        Assert.Equal(StopReason.Committed, plan.Next().Reason);
        var next = plan.NextContinuation().Candidate;
        Assert.Equal(PickReason.Continuation, next.Reason);
        Assert.NotEqual(first.Deployment.Name, next.Deployment.Name);
    }

    [Fact]
    public void Chains_are_for_their_own_kind_of_failure()
    {
        var bench = new Bench();
        var route = Bench.Route("a/m") with { Fallbacks = new FallbackOptions { General = ["b/m"], ContextWindow = ["c/m"] } };
        var rule = bench.Rule(route);
        using (var plan = bench.Plan(rule))
        {
            plan.Report(plan.Next().Candidate, AttemptReport.Failed(FailureClass.ContextWindow));
            var step = plan.Next().Candidate;
            Assert.Equal(("c/m", PickReason.ContextFallback), (step.Deployment.Name, step.Reason));
        }

        using var other = bench.Plan(rule);
        other.Report(other.Next().Candidate, Down);
        Assert.Equal("b/m", other.Next().Candidate.Deployment.Name);
    }

    [Fact]
    public void The_only_target_is_never_blacked_out()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m"));
        bench.Break(rule, "a/m", 8);
        Assert.Equal(BreakerState.Open, bench.Health.Snapshot()[0].State);
        using var plan = bench.Plan(rule);
        Assert.Equal(PickReason.LastTarget, plan.Next().Candidate.Reason);
    }

    [Fact]
    public void A_wait_that_the_only_provider_stated_is_told_to_the_caller_and_one_call_a_second_asks()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m"));
        Assert.Equal("a/m", bench.Once(rule, Limited(60)));
        Assert.Equal("a/m", bench.Once(rule, AttemptReport.Cancelled));
        using var plan = bench.Plan(rule);
        var step = plan.Next();
        Assert.Equal((StopReason.Limited, ProblemCode.RateLimited), (step.Reason, step.Problem!.Code));
        Assert.InRange(step.Problem.RetryAfter!.Value.TotalSeconds, 59, 60);
    }

    [Fact]
    public void A_target_at_its_bound_lets_others_have_the_request_and_then_queues()
    {
        var bench = new Bench();
        bench.Provide("a", settings: new ModelSettings { ParallelMax = 1 });
        bench.Provide("b", parallelMax: 1);
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Strategy = RouteStrategy.Priority });
        using var one = bench.Plan(rule);
        using var two = bench.Plan(rule);
        using var three = bench.Plan(rule);
        Assert.Equal("a/m", one.Next().Candidate.Deployment.Name);
        Assert.Equal("b/m", two.Next().Candidate.Deployment.Name);
        Assert.Equal(PlanStepKind.Wait, three.Next().Kind);
        two.Dispose();
        Assert.Equal("b/m", three.Next().Candidate.Deployment.Name);
    }

    [Fact]
    public void Attempts_are_bounded()
    {
        var bench = new Bench();
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m", "b/m", "c/m") with { Retries = new RetryPolicy { AttemptsMax = 2 } }));
        plan.Report(plan.Next().Candidate, Down);
        plan.Report(plan.Next().Candidate, Down);
        Assert.Equal(StopReason.AttemptsSpent, plan.Next().Reason);
    }

    [Fact]
    public void What_was_skipped_counts_as_no_attempt_and_is_not_asked_again()
    {
        var bench = new Bench();
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m", "b/m") with { Strategy = RouteStrategy.Priority }));
        plan.Skip(plan.Next().Candidate);
        var second = plan.Next().Candidate;
        Assert.Equal(("b/m", 1), (second.Deployment.Name, second.Number));
        plan.Skip(second);
        Assert.Equal(PlanStepKind.Stop, plan.Next().Kind);
    }

    [Fact]
    public void Extra_attempts_end_where_the_route_s_share_is_spent()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Retries = new RetryPolicy { BudgetShare = 0.1, BudgetSaved = 3, QueueMax = TimeSpan.Zero } });
        var extra = 0;
        for (var i = 0; i < 200; i++)
        {
            using var plan = bench.Plan(rule);
            plan.Report(plan.Next().Candidate, AttemptReport.Failed(FailureClass.Timeout));
            extra += plan.Next() is { Kind: PlanStepKind.Try } ? 1 : 0;
            bench.Time.Advance(TimeSpan.FromMilliseconds(700));
        }

        Assert.InRange(extra, 1, 23);
    }

    [Fact]
    public async Task Many_threads_leave_nothing_behind()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m", "c/m") with { Strategy = RouteStrategy.Latency });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 5_000; i++)
            {
                using var plan = bench.Plan(rule);
                for (var step = plan.Next(); step.Kind == PlanStepKind.Try && random.Next(20) > 0; step = plan.Next())
                {
                    var ended = random.Next(3) == 0 ? AttemptReport.Failed((FailureClass)random.Next(8)) : AttemptReport.Ok(TimeSpan.FromMilliseconds(5));
                    plan.Report(step.Candidate, ended);
                    if (ended.Failure is null)
                    {
                        break;
                    }
                }
            }
        })));
        Assert.All(bench.Health.Snapshot(), d => Assert.Equal(0, d.InFlight));
    }

    [Fact]
    public void A_plan_is_one_object()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m", "c/m"));
        var request = new RouteRequest("r");
        for (var i = 0; i < 100; i++)
        {
            bench.Router.Plan(rule, request).Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            using var plan = bench.Router.Plan(rule, request);
            plan.Report(plan.Next().Candidate, AttemptReport.Ok());
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 1, 600);
    }

    private static AttemptReport Limited(double seconds) =>
        AttemptReport.Failed(new AttemptFailure(FailureClass.RateLimited) { Status = 429, RetryAfter = TimeSpan.FromSeconds(seconds) });
}
