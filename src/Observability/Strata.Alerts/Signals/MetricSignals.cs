using System.Globalization;
using Strata.Alerts.Rules;
using Strata.Alerts.States;
using Strata.Core.Results;

namespace Strata.Alerts.Signals;

/// <summary>Expressions over metrics: beyond a value, or without any series.</summary>
internal static class MetricSignals
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static Result<IReadOnlyList<Reading>> Read(AlertRule rule, IMetricReader metrics, DateTimeOffset now)
    {
        var expression = rule.Condition is RuleCondition.Metric { Expression: var text } ? text : ((RuleCondition.MetricAbsence)rule.Condition).Expression;
        return metrics.Read(rule.Organization, rule.Project, expression, now).Then<IReadOnlyList<Reading>>(values => rule.Condition switch
        {
            RuleCondition.Metric metric => values.Select(v => Beyond(metric, v)).ToArray(),
            _ => new[] { new Reading(NoLabels, values.Count, values.Count == 0, values.Count == 0 ? "no series" : $"{values.Count} series") },
        });
    }

    private static Reading Beyond(RuleCondition.Metric metric, MetricValue value) =>
        new(value.Labels, value.Value, !double.IsNaN(value.Value) && RuleWords.Holds(metric.Op, value.Value, metric.Value),
            FormattableString.Invariant($"{value.Value.ToString("G6", CultureInfo.InvariantCulture)} {RuleWords.Of(metric.Op)} {metric.Value}"));
}
