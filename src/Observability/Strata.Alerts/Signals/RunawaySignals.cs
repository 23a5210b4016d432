using Strata.Alerts.Rules;
using Strata.Alerts.States;

namespace Strata.Alerts.Signals;

/// <summary>Who runs away: spends more than allowed and many times its usual, or repeats itself.</summary>
internal static class RunawaySignals
{
    public static Reading[] Read(AlertRule rule, RuleCondition.Runaway condition, RunawayWatch watch, DateTimeOffset now) =>
        [.. watch.Read((rule.Organization, rule.Project), condition.By, condition.Window, now).Select(f => Of(condition, f))];

    private static Reading Of(RuleCondition.Runaway condition, SubjectFigures figures)
    {
        var spent = figures.SpentNanos / 1e9;
        var rises = condition.Dollars is { } least && spent >= least && (figures.UsualNanos is not { } usual || figures.SpentNanos >= condition.Factor * usual);
        var loops = condition.Repeats is { } most && figures.Repeats >= most;
        var window = Core.Configuration.DurationText.Write(condition.Window);
        var text = loops ? $"the same prompt {figures.Repeats} times in {window}"
            : FormattableString.Invariant($"${spent:0.####} in {window}, usually ${(figures.UsualNanos ?? 0) / 1e9:0.####}; {figures.Requests} calls");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [condition.By.ToString().ToLowerInvariant()] = figures.Name };
        return new Reading(labels, loops ? figures.Repeats : spent, rises || loops, text) { Key = figures.Key.Length > 0 ? figures.Key : null };
    }
}
