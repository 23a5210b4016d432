using Strata.Alerts.Rules;

namespace Strata.Alerts.Tests.Rules;

public sealed class RuleReaderTests
{
    [Fact]
    public void A_threshold_takes_defaults_for_what_is_not_said()
    {
        var rule = Read(new RuleBody { Kind = "threshold", Measure = "error_rate", Value = 0.05, Filter = "service = shop" }).Value;
        var condition = Assert.IsType<RuleCondition.Threshold>(rule.Condition);
        Assert.Equal((TimeSpan.FromMinutes(5), Comparison.Above, 0.05), (condition.Window, condition.Op, condition.Value));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromHours(4), "warning"), (rule.For, rule.Repeat, rule.Severity));
    }

    [Fact]
    public void A_burn_rate_without_windows_has_the_usual_three()
    {
        var condition = Assert.IsType<RuleCondition.Burn>(Read(new RuleBody { Kind = "burn_rate", Objective = 0.999 }).Value.Condition);
        Assert.Equal([14.4, 6, 1], condition.Windows.Select(w => w.Factor));
        Assert.All(condition.Windows, w => Assert.Equal(12, w.Long / w.Short));
    }

    [Theory]
    [InlineData("kind", null)]
    [InlineData("measure", "threshold")]
    [InlineData("objective", "burn_rate")]
    [InlineData("dollars", "runaway")]
    public void What_is_missing_is_named(string field, string? kind) => Assert.Equal(field, Read(new RuleBody { Kind = kind }).Problem.Field);

    [Fact]
    public void What_is_wrong_is_named()
    {
        var sound = new RuleBody { Kind = "threshold", Measure = "count", Value = 1 };
        Assert.Equal("filter", Read(sound with { Filter = "no such field = 1" }).Problem.Field);
        Assert.Equal("window", Read(sound with { Window = "soon" }).Problem.Field);
        Assert.Equal("for", Read(sound with { For = "-1s" }).Problem.Field);
        Assert.Equal("op", Read(sound with { Op = "==" }).Problem.Field);
        Assert.Equal("value", Read(sound with { Value = double.NaN }).Problem.Field);
        Assert.Equal("severity", Read(sound with { Severity = "awful" }).Problem.Field);
        Assert.Equal("labels", Read(sound with { Labels = new Dictionary<string, string> { ["a b"] = "x" } }).Problem.Field);
        Assert.Equal("group_by", Read(sound with { GroupBy = ["model", "service", "user"] }).Problem.Field);
        Assert.Equal("percents", Read(new RuleBody { Kind = "budget", Percents = [] }).Problem.Field);
        Assert.Equal("windows", Read(new RuleBody { Kind = "burn_rate", Objective = 0.9, Windows = [new BurnWindowBody { Long = "5m", Short = "1h", Factor = 2 }] }).Problem.Field);
        Assert.Equal("action", Read(new RuleBody { Kind = "runaway", Repeats = 5, Action = "shoot" }).Problem.Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void An_id_that_is_none_is_refused(string id) =>
        Assert.Equal("id", RuleReader.Read(("o", "p"), id, AlertRule.Database, new RuleBody { Kind = "budget" }).Problem.Field);

    private static Core.Results.Result<AlertRule> Read(RuleBody body) => RuleReader.Read(("o", "p"), "r", AlertRule.Database, body);
}
