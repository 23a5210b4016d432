using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Routing.Providers;
using Strata.Routing.Routes;
using Strata.Tests.Shared;

namespace Strata.Routing.Tests.Routes;

public sealed class RouteTableTests
{
    private readonly HealthBook health = new(new ManualTime(), new Random(1));

    [Theory]
    [InlineData("gpt", "gold", "r-gold", "a/gold")]
    [InlineData("gpt", null, "r-all", "b/gpt-x")]
    [InlineData("fast", null, "fast", "a/gpt-mini")]
    [InlineData("a/fast", null, "fast", "a/gpt-mini")]
    [InlineData("b/anything", null, "b/*", "b/anything")]
    [InlineData("claude-9", null, "r-star", "c/claude")]
    [InlineData("nothing", null, null, null)]
    [InlineData("nobody/m", null, null, null)]
    [InlineData("a/", null, null, null)]
    public void A_name_leads_where_routes_lists_and_providers_say_in_this_order(string model, string? plan, string? rule, string? deployment)
    {
        var request = new RouteRequest(model) { Metadata = plan is null ? null : new Dictionary<string, string> { ["plan"] = plan } };
        var found = Table().Find(request);
        Assert.Equal((rule, deployment), (found?.Name, found?.First.Name));
    }

    [Fact]
    public void A_name_that_nothing_knows_goes_to_the_provider_that_takes_any_and_its_health_is_shared()
    {
        var table = Table();
        Assert.Equal("c/whatever", table.FindAny(new RouteRequest("whatever"))!.First.Name);
        for (var i = 0; i < 3_000; i++)
        {
            Assert.NotNull(table.FindAny(new RouteRequest($"made-up-{i}")));
        }

        Assert.Same(table.FindAny(new RouteRequest("made-up-1")), table.FindAny(new RouteRequest("made-up-1")));
        Assert.InRange(health.Snapshot().Count, 1, 84);
    }

    [Fact]
    public void What_was_learnt_outlives_a_reload_but_not_a_new_secret()
    {
        var first = Table("old");
        var router = new Strata.Routing.Plans.Router(health);
        using (var plan = router.Plan(first.Find(new RouteRequest("fast"))!, new RouteRequest("fast")))
        {
            plan.Report(plan.Next().Candidate, AttemptReport.Failed(FailureClass.CredentialPermanent));
        }

        Assert.NotNull(Fast(Table("old")).Credentials[0].ShutFor);
        Assert.Null(Fast(Table("new")).Credentials[0].ShutFor);

        static DeploymentView Fast(RouteTable table) => table.Snapshot().Single(d => d.Deployment == "a/gpt-mini");
    }

    [Fact]
    public void A_route_may_fall_back_on_another_route_s_targets()
    {
        var rule = Table().Find(new RouteRequest("gpt") { Metadata = new Dictionary<string, string> { ["plan"] = "gold" } })!;
        Assert.Equal(["a/gold", "b/gpt-x", "strata/local"], rule.Deployments);
        Assert.Equal(3, rule.Tiers[(int)RouteChain.Main].Length);
    }

    [Fact]
    public void The_names_offered_are_those_of_routes_and_lists() =>
        Assert.Equal(["fast", "gpt", "listed"], Table().Models);

    [Theory]
    [InlineData("is gold|silver", "gold", true)]
    [InlineData("is gold|silver", "bronze", false)]
    [InlineData("is go*", "gold", true)]
    [InlineData("not gold", "gold", false)]
    [InlineData("not gold", null, true)]
    [InlineData("exists", null, false)]
    [InlineData("missing", null, true)]
    [InlineData("least 5", "5.0", true)]
    [InlineData("least 5", "4", false)]
    [InlineData("most 5", "x", false)]
    public void Conditions_hold_as_they_read(string written, string? value, bool holds)
    {
        var (word, rest) = written.Split(' ') is [var w, var r] ? (w, r) : (written, "");
        var test = word switch { "is" => ConditionTest.Is, "not" => ConditionTest.Not, "exists" => ConditionTest.Exists, "missing" => ConditionTest.Missing, "least" => ConditionTest.AtLeast, _ => ConditionTest.AtMost };
        foreach (var subject in new[] { "metadata.plan", "tag.plan", "end_user" })
        {
            var condition = new Condition(subject, test, rest.Split('|'), decimal.TryParse(rest, out var number) ? number : 0);
            var request = new RouteRequest("m")
            {
                EndUser = value,
                Tags = value is null ? ["planet=x"] : ["planet=x", $"plan={value}"],
                Metadata = value is null ? null : new Dictionary<string, string> { ["plan"] = value },
            };
            Assert.Equal(holds, Conditions.Holds(condition, request));
        }
    }

    private RouteTable Table(string secret = "s") => RouteTable.Build(
        new RoutingOptions
        {
            Providers =
            [
                Provide("a", secret, new() { ["fast"] = "gpt-mini", ["listed"] = "listed" }),
                Provide("b", secret, new() { ["fast"] = "other" }),
                Provide("c", secret, []) with { AnyModel = true },
            ],
            Routes =
            [
                new RouteOptions
                {
                    Name = "r-gold", Models = ["gpt"], When = [new Condition("metadata.plan", ConditionTest.Is, ["gold"])], Targets = [new TargetOptions { Deployment = "a/gold" }],
                    Fallbacks = new FallbackOptions { General = ["r-all", "strata/local"] },
                },
                new RouteOptions { Name = "r-all", Models = ["gpt"], Targets = [new TargetOptions { Deployment = "b/gpt-x" }] },
                new RouteOptions { Name = "r-star", Models = ["claude-*"], Targets = [new TargetOptions { Deployment = "c/claude" }] },
                new RouteOptions { Name = "r-broken", Models = ["x"], Targets = [new TargetOptions { Deployment = "nobody/x" }] },
            ],
        },
        health);

    private static ProviderOptions Provide(string name, string secret, Dictionary<string, string> models) => new()
    {
        Provider = new Provider
        {
            Name = name, Kind = ProviderKinds.OpenAiCompatible, Url = new Uri($"http://{name}.test/v1/"), Dialects = ["openai.chat"],
            Credentials = [new Credential { Name = "k", Secret = secret }],
        },
        Models = models,
    };
}
