using Strata.Alerts.Rules;
using Strata.Alerts.States;

namespace Strata.Alerts.Tests.States;

public sealed class StateMachineTests
{
    private static readonly DateTimeOffset T0 = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, AlertInstance> known = [];

    [Fact]
    public void True_for_less_than_the_rule_asks_never_fires()
    {
        var rule = Rule("1m");
        Assert.Equal(AlertPhase.Pending, Assert.Single(Step(rule, 0, True())).After!.Phase);
        Assert.Empty(Step(rule, 59, True()));
        Assert.Null(Assert.Single(Step(rule, 60, False())).After);
        Assert.Empty(known);
    }

    [Fact]
    public void True_for_as_long_as_the_rule_asks_fires_and_resolves_once()
    {
        var rule = Rule("1m");
        Step(rule, 0, True());
        var fired = Assert.Single(Step(rule, 60, True())).After!;
        Assert.Equal((AlertPhase.Firing, T0, T0.AddSeconds(60)), (fired.Phase, fired.Since, fired.FiredAt));
        Assert.Empty(Step(rule, 62, True(7)));
        var over = Assert.Single(Step(rule, 64)).After!;
        Assert.Equal((AlertPhase.Resolved, T0.AddSeconds(64)), (over.Phase, over.ResolvedAt));
        Assert.Empty(Step(rule, 66));
        Assert.Equal(AlertPhase.Pending, Assert.Single(Step(rule, 68, True())).After!.Phase);
    }

    [Fact]
    public void Labels_make_alerts_of_their_own()
    {
        var changes = Step(Rule(), 0, True(1, "gpt-4o"), True(1, "claude"), False(0, "llama"));
        Assert.Equal(["claude", "gpt-4o"], changes.Select(c => c.After!.Labels["model"]).Order());
        Assert.Equal("gpt-4o", Assert.Single(Step(Rule(), 2, True(1, "claude"))).After!.Labels["model"]);
    }

    [Fact]
    public void An_alert_that_gets_worse_stays_the_same_alert()
    {
        var first = Assert.Single(Step(Rule(), 0, True() with { Severity = "info" })).After!;
        var worse = Assert.Single(Step(Rule(), 2, True() with { Severity = "critical" })).After!;
        Assert.Equal((first.Fingerprint, first.FiredAt, "critical"), (worse.Fingerprint, worse.FiredAt, worse.Labels["severity"]));
    }

    [Fact]
    public void A_rule_has_a_bounded_number_of_alerts() =>
        Assert.Equal(StateMachine.InstancesMax, Step(Rule(), 0, [.. Enumerable.Range(0, 2_000).Select(i => True(1, "m" + i))]).Count);

    private static AlertRule Rule(string pending = "0s") =>
        RuleReader.Read(("o", "p"), "r", AlertRule.Database, new RuleBody { Kind = "threshold", Measure = "count", Value = 1, For = pending }).Value;

    private static Reading True(double value = 1, string model = "") => new(Labels(model), value, true, "it is so");

    private static Reading False(double value = 0, string model = "") => new(Labels(model), value, false, "it is not");

    private static Dictionary<string, string> Labels(string model) => model.Length == 0 ? [] : new() { ["model"] = model };

    private IReadOnlyList<(AlertInstance? Before, AlertInstance? After)> Step(AlertRule rule, int second, params Reading[] readings)
    {
        var changes = StateMachine.Step(rule, known, readings, T0.AddSeconds(second));
        foreach (var (before, after) in changes)
        {
            if (after is null)
            {
                known.Remove(before!.Fingerprint);
            }
            else
            {
                known[after.Fingerprint] = after;
            }
        }

        return changes;
    }
}
