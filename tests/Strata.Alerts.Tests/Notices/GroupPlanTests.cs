using Strata.Alerts.Notices;
using Strata.Alerts.Rules;
using Strata.Alerts.States;

namespace Strata.Alerts.Tests.Notices;

public sealed class GroupPlanTests
{
    private static readonly DateTimeOffset T0 = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, GroupRecord> records = [];
    private readonly HashSet<string> quiet = [];

    [Fact]
    public void The_first_alert_is_told_at_once_and_the_same_only_after_its_repeat_time()
    {
        Assert.Equal("a", Told(0, Firing("a")));
        Assert.Null(Told(2, Firing("a")));
        Assert.Null(Told(4 * 3600 - 1, Firing("a")));
        Assert.Equal("a", Told(4 * 3600, Firing("a")));
        Assert.Null(Told((4 * 3600) + 2, Firing("a")));
    }

    [Fact]
    public void Further_alerts_of_a_group_are_gathered()
    {
        Told(0, Firing("a"));
        Assert.Null(Told(2, Firing("a"), Firing("b")));
        Assert.Null(Told(59, Firing("a"), Firing("b"), Firing("c")));
        Assert.Equal("a b c", Told(60, Firing("a"), Firing("b"), Firing("c")));
    }

    [Fact]
    public void An_end_is_told_once()
    {
        Told(0, Firing("a"));
        Assert.Null(Told(10, Over("a", 10)));
        Assert.Equal("a-over", Told(60, Over("a", 10)));
        Assert.Null(Told(62, Over("a", 10)));
        Assert.Null(Told(9 * 3600, Over("a", 10)));
    }

    [Fact]
    public void What_is_silenced_is_not_told_nor_its_end()
    {
        quiet.Add("a");
        Assert.Null(Told(0, Firing("a")));
        Assert.Equal("b", Told(2, Firing("a"), Firing("b")));
        quiet.Clear();
        Assert.Equal("a b", Told(100, Firing("a"), Firing("b")));
        quiet.Add("a");
        Assert.Null(Told(200, Firing("a"), Firing("b")));
        Assert.Equal("b-over", Told(300, Over("a", 250), Over("b", 250)));
        Assert.Null(Told(400, Over("a", 250), Over("b", 250)));
    }

    [Fact]
    public void Labels_that_group_make_messages_of_their_own()
    {
        var rule = Rule() with { Group = ["service"] };
        var sent = GroupPlan.Next(rule, ("r", true), [Firing("a", "shop"), Firing("b", "mail"), Firing("c", "shop")], _ => false, new Dictionary<string, GroupRecord>(), T0).ToList();
        Assert.Equal(["mail", "shop"], sent.Select(s => s.Notice!.GroupLabels["service"]).Order());
        Assert.Equal(2, sent.Select(s => s.Notice!.GroupKey).Distinct().Count());
    }

    private static AlertRule Rule() => RuleReader.Read(("o", "p"), "r", AlertRule.Database, new RuleBody { Kind = "threshold", Measure = "count", Value = 1 }).Value;

    private static AlertInstance Firing(string name, string service = "shop") => new()
    {
        Rule = "o\np\nr", Fingerprint = name, Phase = AlertPhase.Firing, Since = T0, FiredAt = T0, Text = "too many",
        Labels = new Dictionary<string, string> { ["alertname"] = "r", ["severity"] = "warning", ["service"] = service },
    };

    private static AlertInstance Over(string name, int second) => Firing(name) with { Phase = AlertPhase.Resolved, ResolvedAt = T0.AddSeconds(second) };

    private string? Told(int second, params AlertInstance[] alerts)
    {
        Notice? sent = null;
        foreach (var (record, notice) in GroupPlan.Next(Rule(), ("hook", true), alerts, a => quiet.Contains(a.Fingerprint), records, T0.AddSeconds(second)).ToList())
        {
            Assert.Null(sent);
            records[record.Group] = record;
            sent = notice;
        }

        return sent is null ? null : string.Join(' ', sent.Alerts.Select(a => a.Fingerprint + (a.IsResolved ? "-over" : "")));
    }
}
