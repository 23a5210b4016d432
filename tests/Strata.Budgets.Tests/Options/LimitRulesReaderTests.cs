using Strata.Budgets.Options;
using Strata.Budgets.Rules;
using Strata.Core.Configuration;

namespace Strata.Budgets.Tests.Options;

public sealed class LimitRulesReaderTests
{
    [Fact]
    public void A_list_of_limits_becomes_rules()
    {
        var (rules, session) = Read(
            new() { ["id"] = "team-month", ["team"] = "search", ["dollars"] = "12.5", ["window"] = "month+01:00", ["in_organization"] = "org_1" },
            new() { ["id"] = "rate", ["key"] = "*", ["requests"] = "600", ["mode"] = "soft" },
            new() { ["id"] = "slots", ["end_user"] = "*", ["parallel"] = "4" });

        Assert.Empty(session.Findings);
        Assert.Equal((new LimitNode(NodeKind.Team, "search"), LimitUnit.NanoDollars, 12_500_000_000), (rules[0].Scope, rules[0].Unit, rules[0].Amount));
        Assert.Equal(("month+01:00", "org_1"), (rules[0].Window.ToString(), rules[0].Organization));
        Assert.Equal((LimitNode.Each(NodeKind.Key), LimitUnit.Requests, 600, LimitMode.Soft, LimitWindow.Minute), (rules[1].Scope, rules[1].Unit, rules[1].Amount, rules[1].Mode, rules[1].Window));
        Assert.Equal((NodeKind.EndUser, LimitUnit.Parallel), (rules[2].Scope.Kind, rules[2].Unit));
        Assert.Equal(LimitRule.DefaultAlerts, rules[0].AlertPercents);
    }

    [Fact]
    public void Each_mistake_is_named_with_its_place_and_the_wrong_limit_is_left_out()
    {
        var (rules, session) = Read(
            new() { ["id"] = "a", ["requests"] = "5" },
            new() { ["id"] = "b", ["team"] = "x", ["key"] = "y", ["requests"] = "5" },
            new() { ["id"] = "c", ["team"] = "x" },
            new() { ["id"] = "d", ["team"] = "x", ["requests"] = "1.5" },
            new() { ["id"] = "e", ["team"] = "x", ["requests"] = "5", ["window"] = "fortnight" },
            new() { ["id"] = "f", ["tag"] = "untagged", ["requests"] = "5" },
            new() { ["id"] = "d", ["team"] = "x", ["requests"] = "1", ["modus"] = "soft" });

        Assert.Equal(["d", "e", "d"], rules.Select(r => r.Id));
        Assert.Equal(["limits[0].id", "limits[1].id", "limits[2].id", "limits[3].requests", "limits[4].window", "limits[5].tag", "limits[6].modus", "limits"], session.Findings.Select(f => f.Key));
    }

    private static (IReadOnlyList<LimitRule> Rules, ConfigSession Session) Read(params Dictionary<string, string>[] items)
    {
        var list = new ConfigNode { Items = [.. items.Select(i => new ConfigNode { Members = i.ToDictionary(m => m.Key, m => new ConfigNode { Scalar = m.Value }) })] };
        var session = new ConfigSession();
        var reader = new ConfigReader(new ConfigNode { Members = new Dictionary<string, ConfigNode> { ["limits"] = list } }, session);
        return (LimitRulesReader.Read(reader, "limits"), session);
    }
}
