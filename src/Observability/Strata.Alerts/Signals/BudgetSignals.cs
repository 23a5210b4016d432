using Strata.Alerts.Rules;
using Strata.Alerts.States;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;

namespace Strata.Alerts.Signals;

/// <summary>
/// How limits stand, from the book that requests meet. A project's rule sees what is spent by its team and its team's keys, and what the
/// whole organisation shares with it; other teams' counts it does not see. One alert for a count, with the highest threshold it reached.
/// </summary>
internal static class BudgetSignals
{
    private const int PagesMax = 20;
    private const double ElapsedMin = 0.05;

    public static Reading[] Read(AlertRule rule, RuleCondition.Budget condition, SignalSources sources, DateTimeOffset now) =>
        [.. Views(rule, condition, sources).Where(v => v.Rule.Amount > 0 && v.Rule.Unit != LimitUnit.Parallel && !v.Node.IsEvery).Select(v => Of(condition, v, now))];

    private static IEnumerable<BudgetView> Views(AlertRule rule, RuleCondition.Budget condition, SignalSources sources)
    {
        string? after = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var read = sources.Budgets!.Read(new BudgetQuery { Organization = rule.Organization, Rule = condition.Limit, After = after, Take = BudgetQuery.TakeMax });
            foreach (var view in read.Items)
            {
                if (Concerns(rule, view, sources))
                {
                    yield return view;
                }
            }

            if ((after = read.Next) is null)
            {
                yield break;
            }
        }
    }

    private static bool Concerns(AlertRule rule, BudgetView view, SignalSources sources) => view.Organization == rule.Organization && view.Node.Kind switch
    {
        NodeKind.Organization => true,
        NodeKind.Team => view.Node.Id == rule.Project,
        NodeKind.Key => sources.Keys?.Find(view.Node.Id) is { } key && key.Project == rule.Project,
        _ => false,
    };

    private static Reading Of(RuleCondition.Budget condition, BudgetView view, DateTimeOffset now)
    {
        var percent = 100.0 * view.Spent / view.Rule.Amount;
        var reached = condition.Percents.LastOrDefault(p => percent >= p);
        var forecast = condition.Forecast ? ForecastPercent(view, now) : null;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["limit"] = view.Rule.Id, ["on"] = view.Node.ToString(), ["unit"] = LimitWords.Of(view.Rule.Unit),
        };
        var text = FormattableString.Invariant($"{percent:0.#} % of {Amount(view.Rule)} in {view.Rule.Window} used");
        if (reached > 0)
        {
            return new Reading(labels, percent, true, $"{text}, over {reached} %", percent >= 110 ? "critical" : percent >= 100 ? "warning" : "info");
        }

        return forecast is > 100 ? new Reading(labels, percent, true, FormattableString.Invariant($"{text}; at this pace {forecast:0} % by the end"), "info")
            : new Reading(labels, percent, false, text);
    }

    /// <summary>What a calendar's count will be at its end if it goes on as so far; null in its first twentieth, and for other windows.</summary>
    private static double? ForecastPercent(BudgetView view, DateTimeOffset now)
    {
        if (view.Rule.Window.Kind is WindowKind.Sliding or WindowKind.Total)
        {
            return null;
        }

        var (start, end) = view.Rule.Window.Bounds(now.ToUnixTimeMilliseconds());
        var elapsed = (double)(now.ToUnixTimeMilliseconds() - start) / (end - start);
        return elapsed < ElapsedMin ? null : 100.0 * view.Spent / view.Rule.Amount / elapsed;
    }

    private static string Amount(LimitRule rule) =>
        rule.Unit == LimitUnit.NanoDollars ? new Core.Money.NanoDollars(rule.Amount).ToString() : FormattableString.Invariant($"{rule.Amount} {LimitWords.Of(rule.Unit)}");
}
