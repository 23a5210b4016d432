using Strata.Core.Results;
using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Plans;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Routing.Routes;
using Strata.Routing.Tests.Support;

namespace Strata.Routing.Tests.Plans;

public sealed class StrategyTests
{
    private static readonly RouteOptions Three = Bench.Route("a/m", "b/m", "c/m");

    [Fact]
    public void Weights_are_kept()
    {
        var bench = new Bench(seed: 4);
        var rule = bench.Rule(Three with { Targets = [Target("a/m", 6), Target("b/m", 3), Target("c/m", 1)] });
        var counts = Enumerable.Range(0, 10_000).GroupBy(_ => bench.Once(rule, AttemptReport.Ok())).ToDictionary(g => g.Key, g => g.Count());
        Assert.InRange(counts["a/m"], 5_800, 6_200);
        Assert.InRange(counts["b/m"], 2_800, 3_200);
        Assert.InRange(counts["c/m"], 850, 1_150);
    }

    [Fact]
    public void A_unit_stays_and_only_those_of_a_lost_target_move()
    {
        var bench = new Bench();
        var rule = bench.Rule(Three with { Sticky = "end_user" });
        var users = Enumerable.Range(0, 300).Select(i => $"user-{i}").ToArray();
        Dictionary<string, string> Ask() => users.ToDictionary(u => u, u => bench.Once(rule, AttemptReport.Ok(), new RouteRequest("r") { EndUser = u }));
        var before = Ask();
        Assert.Equal(before, Ask());
        Assert.All(before.Values.GroupBy(d => d), g => Assert.InRange(g.Count(), 70, 130));
        bench.Break(rule, "b/m");
        foreach (var (user, target) in Ask())
        {
            Assert.True(target == before[user] || before[user] == "b/m", user);
            Assert.NotEqual("b/m", target);
        }
    }

    [Fact]
    public void The_quickest_is_asked_unless_it_is_busy()
    {
        var bench = new Bench();
        var rule = bench.Rule(Three with { Strategy = RouteStrategy.Latency });
        foreach (var (name, ms) in new[] { ("a/m", 300), ("b/m", 100), ("c/m", 250) })
        {
            bench.Once(rule, AttemptReport.Ok(TimeSpan.FromMilliseconds(ms)), new RouteRequest("r") { PinnedDeployment = name });
        }

        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled));
        using var one = bench.Plan(rule);
        using var two = bench.Plan(rule);
        Assert.Equal("b/m", one.Next().Candidate.Deployment.Name);
        Assert.Equal("b/m", two.Next().Candidate.Deployment.Name);
        Assert.Equal("c/m", bench.Once(rule, AttemptReport.Cancelled));
    }

    [Fact]
    public void The_cheapest_is_asked_by_what_this_request_will_cost_there()
    {
        var bench = new Bench(prices: new Prices(new() { ["a/m"] = new(3, 0.3, 15), ["b/m"] = new(2, 2, 8) }));
        var rule = bench.Rule(Three with { Strategy = RouteStrategy.Cost });
        var longPrompt = new RouteRequest("r") { PromptTokens = 100_000, OutputTokens = 100 };
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled, longPrompt));
        for (var i = 0; i < 100; i++)
        {
            bench.Once(rule, AttemptReport.Ok() with { PromptTokens = 1_000, CachedTokens = 900, OutputTokens = 10 }, new RouteRequest("r") { PinnedDeployment = "a/m" });
        }

        Assert.Equal("a/m", bench.Once(rule, AttemptReport.Cancelled, longPrompt));
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled, new RouteRequest("r") { PromptTokens = 100, OutputTokens = 5_000 }));
    }

    [Fact]
    public void The_most_room_is_used_first()
    {
        var bench = new Bench();
        var rule = bench.Rule(Three with { Strategy = RouteStrategy.Headroom });
        bench.Once(rule, AttemptReport.Ok() with { Headroom = 0.2 }, new RouteRequest("r") { PinnedDeployment = "a/m" });
        bench.Once(rule, AttemptReport.Ok() with { Headroom = 0.1, HeadroomReset = TimeSpan.FromSeconds(10) }, new RouteRequest("r") { PinnedDeployment = "b/m" });
        bench.Once(rule, AttemptReport.Ok() with { Headroom = 0.4 }, new RouteRequest("r") { PinnedDeployment = "c/m" });
        Assert.Equal("c/m", bench.Once(rule, AttemptReport.Cancelled));
        bench.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled));
    }

    [Fact]
    public void An_engine_that_holds_the_prompt_is_worth_a_queue_of_its_length()
    {
        var engines = new Engines();
        var bench = new Bench(engines: engines);
        var rule = bench.Rule(Three with { Strategy = RouteStrategy.Affinity });
        engines.Signals["b/m"] = new EngineSignal(CachedTokens: 3_000, QueuedTokens: 2_000);
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled, new RouteRequest("r") { PromptTokens = 4_000 }));
        engines.Signals["b/m"] = new EngineSignal(3_000, 9_000);
        Assert.NotEqual("b/m", bench.Once(rule, AttemptReport.Cancelled, new RouteRequest("r") { PromptTokens = 4_000 }));
    }

    [Fact]
    public void A_conversation_goes_where_its_beginning_went_unless_more_waits_there()
    {
        var bench = new Bench(seed: 5);
        var rule = bench.Rule(Three with { Strategy = RouteStrategy.Affinity });
        RouteRequest Turn(string talk, int turns) =>
            new("r") { PromptTokens = turns * 250, Prompt = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, turns).Select(i => $"{talk} says {i}".PadRight(1_000, '.')))) };
        var homes = new[] { "one", "two", "three", "four" }.ToDictionary(t => t, t => bench.Once(rule, AttemptReport.Ok(), Turn(t, 1)));
        for (var turn = 2; turn < 12; turn++)
        {
            foreach (var (talk, home) in homes)
            {
                Assert.Equal(home, bench.Once(rule, AttemptReport.Ok(), Turn(talk, turn)));
            }
        }

        using var busy = bench.Plan(rule, Turn("one", 12));
        var candidate = busy.Next().Candidate;
        Assert.Equal(homes["one"], candidate.Deployment.Name);
        Assert.NotEqual(homes["one"], bench.Once(rule, AttemptReport.Cancelled, Turn("one", 12)));
        busy.Commit(candidate, TimeSpan.FromMilliseconds(5));
        Assert.Equal(homes["one"], bench.Once(rule, AttemptReport.Cancelled, Turn("one", 13)));
    }

    [Fact]
    public void Regions_are_preferred_or_required()
    {
        var bench = new Bench();
        bench.Provide("a", region: "us");
        bench.Provide("b", region: "eu");
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Regions = ["eu"] });
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled));
        bench.Break(rule, "b/m");
        Assert.Equal("a/m", bench.Once(rule, AttemptReport.Cancelled));
        using var plan = bench.Plan(rule, new RouteRequest("r") { Region = "ap" });
        Assert.Equal((StopReason.NoTarget, ProblemCode.ModelNotFound), (plan.Next().Reason, plan.Next().Problem!.Code));
        var only = bench.Rule(Bench.Route("a/m", "b/m") with { Regions = ["eu"], RegionsOnly = true });
        Assert.Equal("b/m", bench.Once(only, AttemptReport.Cancelled));
    }

    [Fact]
    public void A_prompt_that_cannot_fit_goes_to_the_chain_for_it_without_an_attempt()
    {
        var bench = new Bench();
        bench.Provide("a", settings: new ModelSettings { ContextTokens = 1_000 });
        var big = new RouteRequest("r") { PromptTokens = 5_000 };
        using (var alone = bench.Plan(bench.Rule(Bench.Route("a/m")), big))
        {
            Assert.Equal(ProblemCode.ContextLengthExceeded, alone.Next().Problem!.Code);
        }

        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m") with { Fallbacks = new FallbackOptions { ContextWindow = ["b/m"] } }), big);
        Assert.Equal(PickReason.ContextFallback, plan.Next().Candidate.Reason);
    }

    [Fact]
    public void Only_targets_that_offer_the_operation_are_asked()
    {
        var bench = new Bench();
        bench.Provide("a", kind: "tgi");
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Strategy = RouteStrategy.Priority });
        Assert.Equal("b/m", bench.Once(rule, AttemptReport.Cancelled, new RouteRequest("r") { Operation = Operation.Embeddings }));
        using var plan = bench.Plan(bench.Rule(Bench.Route("a/m")), new RouteRequest("r") { Operation = Operation.Embeddings });
        Assert.Equal(ProblemCode.NotImplemented, plan.Next().Problem!.Code);
    }

    [Fact]
    public void Arms_are_dealt_by_unit_and_recorded_and_a_canary_gets_its_share()
    {
        var bench = new Bench(seed: 9);
        var arms = new ExperimentOptions { Name = "e", By = "user", Arms = [new() { Name = "new", Deployment = "b/m", Percent = 30 }, new() { Name = "old", Deployment = "a/m", Percent = 30 }] };
        var rule = bench.Rule(Bench.Route("c/m") with { Experiment = arms });
        var dealt = Enumerable.Range(0, 1_000).Select(i => (Unit: $"u{i}", Arm: ArmOf(bench, rule, $"u{i}"))).ToArray();
        Assert.InRange(dealt.Count(d => d.Arm == ("new", "b/m")), 250, 350);
        Assert.InRange(dealt.Count(d => d.Arm == ("old", "a/m")), 250, 350);
        Assert.All(dealt.Where(d => d.Arm.Name is null), d => Assert.Equal("c/m", d.Arm.Deployment));
        Assert.All(dealt.Take(50), d => Assert.Equal(d.Arm, ArmOf(bench, rule, d.Unit)));

        var canary = bench.Rule(Bench.Route("a/m") with { Canary = new ShareOptions { Deployment = "b/m", Percent = 10 }, Mirror = new ShareOptions { Deployment = "c/m", Percent = 20 } });
        Assert.InRange(Enumerable.Range(0, 5_000).Count(_ => bench.Once(canary, AttemptReport.Ok()) == "b/m"), 420, 580);
        Assert.InRange(Enumerable.Range(0, 5_000).Count(_ => bench.Plan(canary).Mirror() is { Reason: PickReason.Mirror, Deployment.Name: "c/m" }), 900, 1_100);
    }

    [Fact]
    public void A_failed_canary_costs_the_caller_nothing_but_time()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m") with { Canary = new ShareOptions { Deployment = "b/m", Percent = 100 } });
        using var plan = bench.Plan(rule);
        var canary = plan.Next().Candidate;
        plan.Report(canary, AttemptReport.Failed(FailureClass.ServerTransient));
        Assert.Equal((PickReason.Canary, "a/m"), (canary.Reason, plan.Next().Candidate.Deployment.Name));
    }

    [Fact]
    public void A_second_target_is_asked_after_the_first_s_percentile_within_a_share_of_the_traffic()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Strategy = RouteStrategy.Priority, Hedge = new HedgePolicy { Enabled = true, Saved = 2 } });
        using (var early = bench.Plan(rule))
        {
            early.Next();
            Assert.Null(early.HedgeAfter);
        }

        for (var i = 0; i < 64; i++)
        {
            bench.Once(rule, AttemptReport.Ok(TimeSpan.FromMilliseconds(100 + i)));
        }

        var hedged = 0;
        for (var i = 0; i < 1_000; i++)
        {
            using var plan = bench.Plan(rule);
            var first = plan.Next().Candidate;
            Assert.Equal(160, plan.HedgeAfter!.Value.TotalMilliseconds);
            if (plan.NextHedge() is { Kind: PlanStepKind.Try } step)
            {
                hedged++;
                Assert.Equal(("b/m", PickReason.Hedge), (step.Candidate.Deployment.Name, step.Candidate.Reason));
                plan.Commit(step.Candidate, TimeSpan.FromMilliseconds(10));
                plan.Report(first, AttemptReport.Cancelled);
                plan.Report(step.Candidate, AttemptReport.Ok());
                Assert.Equal(StopReason.NotDue, plan.NextHedge().Reason);
            }
        }

        Assert.InRange(hedged, 45, 53);
        Assert.All(bench.Health.Snapshot(), d => Assert.Equal(0, d.InFlight));
        using var tools = bench.Plan(rule, new RouteRequest("r") { HasTools = true });
        tools.Next();
        Assert.Null(tools.HedgeAfter);
    }

    [Fact]
    public void An_explanation_says_what_a_plan_does_and_changes_nothing()
    {
        var bench = new Bench();
        var rule = bench.Rule(Bench.Route("a/m", "b/m") with { Targets = [Target("a/m", 3), Target("b/m", 1), Target("c/m", 1, 5)], Canary = new ShareOptions { Deployment = "c/m", Percent = 20 } });
        bench.Break(rule, "b/m");
        var before = bench.Health.Snapshot();
        var said = bench.Router.Explain(rule, new RouteRequest("r"));
        Assert.Equal(["a/m tier 1 Usable 0.8", "b/m tier 1 BreakerOpen 0", "c/m tier 2 Usable 0", "c/m canary Usable 0.2"], said.Targets.Select(t => $"{t.Deployment} {t.Role} {t.Verdict} {t.Chance:0.##}"));
        Assert.Contains(said.Lines, l => l.Contains("20 %", StringComparison.Ordinal));
        Assert.Null(said.Problem);
        Assert.Equivalent(before, bench.Health.Snapshot());
    }

    private static TargetOptions Target(string deployment, double weight, int priority = 0) => new() { Deployment = deployment, Weight = weight, Priority = priority };

    private static (string? Name, string Deployment) ArmOf(Bench bench, RouteRule rule, string user)
    {
        using var plan = bench.Plan(rule, new RouteRequest("r") { User = user });
        return (plan.Arm, plan.Next().Candidate.Deployment.Name);
    }

    private sealed class Prices(Dictionary<string, TokenPrices> prices) : IRoutePrices
    {
        public TokenPrices? Find(Deployment deployment) => prices.TryGetValue(deployment.Name, out var price) ? price : null;
    }

    private sealed class Engines : IEngineSignals
    {
        public Dictionary<string, EngineSignal> Signals { get; } = [];

        public EngineSignal? Find(Deployment deployment, in RouteRequest request) => Signals.TryGetValue(deployment.Name, out var signal) ? signal : null;
    }
}
