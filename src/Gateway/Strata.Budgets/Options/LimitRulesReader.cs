using System.Globalization;
using Strata.Budgets.Rules;
using Strata.Core.Configuration;

namespace Strata.Budgets.Options;

/// <summary>
/// Reads limits from configuration. Each names what it stands on by one key, and how much by one unit:
/// <code>
/// limits:
///   - { id: team-month, team: search, dollars: 50, window: month+01:00 }
///   - { id: key-rate, key: "*", requests: 600, window: 60s, mode: soft, alerts: [80, 100] }
/// </code>
/// </summary>
public static class LimitRulesReader
{
    /// <summary>The name of this source in the book.</summary>
    public const string Source = "configuration";

    private const decimal DollarsMax = 1_000_000_000;

    /// <summary>Reads the list under a key; wrong items are noted and left out.</summary>
    public static IReadOnlyList<LimitRule> Read(ConfigReader section, string key)
    {
        var rules = section.List(key, "Limits and budgets on organisations, teams, keys, users, end users, tags, providers, models and deployments.", ReadRule).OfType<LimitRule>().ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules.Where(r => !seen.Add(r.Id)))
        {
            section.Reject(key, $"names '{rule.Id}' twice.", "Give each limit an id of its own.");
        }

        return rules;
    }

    private static LimitRule? ReadRule(ConfigReader item)
    {
        var rule = new LimitRule
        {
            Id = item.RequiredText("id", "Its name, as refused callers read it."),
            Organization = item.OptionalText("in_organization", "The one organisation it holds in; without it, all."),
            Scope = ReadScope(item) ?? default,
            Unit = ReadUnit(item, out var amount) ?? (LimitUnit)(-1),
            Amount = amount,
            Window = ReadWindow(item),
            Mode = item.Choice("mode", LimitMode.Strict, "strict refuses, soft passes and alerts, shadow only counts."),
            AlertPercents = ReadAlerts(item),
        };
        if (rule.Scope.Id is null || rule.Unit < 0 || rule.Id.Length == 0)
        {
            return null;
        }

        if (RuleCheck.Check(rule) is { } problem)
        {
            item.Reject(problem.Field ?? "id", "is not accepted.", problem.Message);
            return null;
        }

        return rule;
    }

    private static LimitNode? ReadScope(ConfigReader item)
    {
        var scopes = new List<LimitNode>();
        foreach (var word in LimitWords.NodeWords)
        {
            if (item.OptionalText(word, $"The {word.Replace('_', ' ')} it stands on{(word == "tag" ? ", as name=value" : "")}; '*' is every one, each for itself.") is { } id)
            {
                scopes.Add(new LimitNode(LimitWords.NodeOf(word)!.Value, id));
            }
        }

        if (scopes.Count == 1)
        {
            return scopes[0];
        }

        item.Reject("id", scopes.Count == 0 ? "stands on nothing." : "stands on several things.", $"Give one of: {string.Join(", ", LimitWords.NodeWords)}.");
        return null;
    }

    private static LimitUnit? ReadUnit(ConfigReader item, out long amount)
    {
        var units = new List<(LimitUnit Unit, long Amount)>();
        foreach (var word in LimitWords.UnitWords)
        {
            var unit = LimitWords.UnitOf(word)!.Value;
            var most = unit == LimitUnit.NanoDollars ? DollarsMax : RuleCheck.AmountMax;
            if (item.OptionalDecimal(word, null, (0, most), $"The most {word.Replace('_', ' ')}.") is { } value)
            {
                units.Add((unit, unit == LimitUnit.NanoDollars ? (long)decimal.Round(value * 1_000_000_000) : (long)value));
                if (unit != LimitUnit.NanoDollars && value != decimal.Truncate(value))
                {
                    item.Reject(word, "is not a whole number.", "Only dollars have a fraction.");
                }
            }
        }

        amount = units.Count == 1 ? units[0].Amount : 0;
        if (units.Count != 1)
        {
            item.Reject("id", units.Count == 0 ? "has no amount." : "has several amounts.", $"Give one of: {string.Join(", ", LimitWords.UnitWords)}.");
            return null;
        }

        return units[0].Unit;
    }

    private static LimitWindow ReadWindow(ConfigReader item)
    {
        var text = item.Text("window", "60s", "The last so much time (60s, 1h, 30d), or day, week, month, year with an offset from UTC (month+01:00), or total.");
        if (!LimitWindow.TryRead(text, out var window))
        {
            item.Reject("window", $"'{text}' is no window.", "Write a time such as 60s or 30d, or day, week, month, year (with an offset: month+01:00), or total.");
            return LimitWindow.Minute;
        }

        return window;
    }

    private static IReadOnlyList<int> ReadAlerts(ConfigReader item)
    {
        var texts = item.Texts("alerts", "Per cent of the amount at which an alert is raised, ascending; without it 50, 80, 100, 110.");
        if (texts.Count == 0)
        {
            return LimitRule.DefaultAlerts;
        }

        if (texts.All(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return [.. texts.Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
        }

        item.Reject("alerts", "are not whole numbers.", "Write for instance [80, 100].");
        return LimitRule.DefaultAlerts;
    }
}
