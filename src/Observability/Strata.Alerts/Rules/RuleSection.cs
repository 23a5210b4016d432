using Strata.Core.Configuration;

namespace Strata.Alerts.Rules;

/// <summary>Reads a rule of the configuration: the same members as in a request.</summary>
internal static class RuleSection
{
    public static RuleBody Read(ConfigReader section) => new()
    {
        Kind = section.RequiredText("kind", "threshold, absence, burn_rate, budget or runaway."),
        Summary = section.OptionalText("summary", "What it means when it fires, in one sentence."),
        Runbook = section.OptionalText("runbook", "Where to read what to do."),
        Severity = section.OptionalText("severity", "critical, warning or info."),
        Labels = Labels(section),
        Receivers = section.Texts("receivers", "Who is told, by name."),
        For = section.OptionalText("for", "How long it has to be true before it fires."),
        Repeat = section.OptionalText("repeat", "After which time a receiver is told again while it fires; 4h."),
        GroupEvery = section.OptionalText("group_every", "The least time between two messages about one group; 1m."),
        Group = section.Texts("group", "Labels whose values make a message of their own."),
        InhibitedBy = section.Texts("inhibited_by", "Rules that keep this one silent while they fire."),
        Disabled = section.Flag("disabled", false, "Whether it is off."),
        Filter = section.OptionalText("filter", "Which spans, in the filter language of traces."),
        Measure = section.OptionalText("measure", $"The figure of a threshold: {string.Join(", ", RuleWords.Measures.Keys)}."),
        Metric = section.OptionalText("metric", "An expression over metrics instead of a filter."),
        GroupBy = section.Texts("group_by", "Fields of traces to group by: one alert for each group."),
        Window = section.OptionalText("window", "The time that is looked at; 5m."),
        Op = section.OptionalText("op", "How the figure is compared: >, >=, < or <=."),
        Value = (double?)section.OptionalDecimal("value", null, (-1e15m, 1e15m), "What the figure is compared with; seconds, dollars, shares."),
        Min = (long?)section.OptionalDecimal("min", null, (0, 1e15m), "Fewer spans or events say nothing."),
        Remember = section.OptionalText("remember", "How long a group that went away is missed."),
        Objective = (double?)section.OptionalDecimal("objective", null, (0, 1), "The share of good events that is promised, for instance 0.999."),
        Latency = section.OptionalText("latency", "A span that takes longer is bad; without it a failed one is."),
        Windows = Pairs(section),
        Limit = section.OptionalText("limit", "The limit that is watched; all of the project when absent."),
        Percents = Numbers(section),
        Forecast = section.Has("forecast") ? section.Flag("forecast", true, "Whether to alert when a budget will not last.") : Described(section),
        By = section.OptionalText("by", "Who may run away: key, agent or session."),
        Dollars = (double?)section.OptionalDecimal("dollars", null, (0, 1e9m), "Dollars in the window from which a rise counts."),
        Factor = (double?)section.OptionalDecimal("factor", null, (1, 1000), "How many times the usual spending is a rise; 3."),
        Repeats = (int?)section.OptionalDecimal("repeats", null, (2, 10_000), "How often the same prompt in the window is a loop."),
        Action = section.OptionalText("action", "What is done to the key: none, suspend or cut."),
        CutTo = (long?)section.OptionalDecimal("cut_to", null, (0, 1_000_000), "Requests a minute that are left by cut; 1."),
    };

    private static Dictionary<string, string> Labels(ConfigReader section)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in section.Texts("labels", "Further labels of its alerts, each name=value."))
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                section.Reject("labels", $"'{text}' is no label.", "Write for instance team=search.");
                continue;
            }

            labels[text[..at]] = text[(at + 1)..];
        }

        return labels;
    }

    private static bool? Described(ConfigReader section)
    {
        section.Flag("forecast", true, "Whether to alert when a budget will not last.");
        return null;
    }

    private static IReadOnlyList<BurnWindowBody>? Pairs(ConfigReader section)
    {
        var pairs = section.List("windows", "Pairs of windows of a burn rate; the usual three when absent.", s => new BurnWindowBody
        {
            Long = s.RequiredText("long", "The long window, for instance 1h."),
            Short = s.RequiredText("short", "The short window, for instance 5m."),
            Factor = (double)s.Decimal("factor", 1, (0, 10_000), "How many times faster than the objective allows."),
            Severity = s.OptionalText("severity", "What the alert is then."),
        });
        return pairs.Count > 0 ? pairs : null;
    }

    private static List<int>? Numbers(ConfigReader section)
    {
        var words = section.Texts("percents", "Per cent of the limit; 80, 100 and 110 when absent.");
        var numbers = new List<int>();
        foreach (var word in words)
        {
            if (int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                section.Reject("percents", $"'{word}' is not a whole number.", "Write for instance [80, 100, 110].");
            }
        }

        return numbers.Count > 0 ? numbers : null;
    }
}
