using Strata.Core.Results;
using Strata.Traces.Queries.Filters;

namespace Strata.Alerts.Rules;

/// <summary>Reads when a rule is true.</summary>
internal static class ConditionReader
{
    private const int WindowsMax = 8;
    private const int ExpressionMax = 4_096;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly (TimeSpan Min, TimeSpan Max) Windows = (TimeSpan.FromSeconds(5), TimeSpan.FromDays(31));
    private static readonly int[] Percents = [80, 100, 110];

    public static Result<RuleCondition> Read(RuleKind kind, RuleBody body) => kind switch
    {
        RuleKind.Threshold when body.Metric is not null => Metric(body),
        RuleKind.Threshold => Threshold(body),
        RuleKind.Absence when body.Metric is not null => Expression(body).Then<RuleCondition>(e => new RuleCondition.MetricAbsence(e)),
        RuleKind.Absence => Absence(body),
        RuleKind.BurnRate => Burn(body),
        RuleKind.Budget => Budget(body),
        _ => Runaway(body),
    };

    private static Result<RuleCondition> Threshold(RuleBody body)
    {
        if (!RuleWords.Measures.TryGetValue(body.Measure ?? "", out var measure))
        {
            return Problem.Invalid($"'{body.Measure}' is no measure. Use {string.Join(", ", RuleWords.Measures.Keys)}, or 'metric' with an expression.", "measure");
        }

        return Beyond(body).Then(op => Spans(body).Then<RuleCondition>(spans => new RuleCondition.Threshold(
            spans.Filter, measure, spans.Groups, spans.Window, op, body.Value!.Value, Math.Max(0, body.Min ?? 0))));
    }

    private static Result<RuleCondition> Metric(RuleBody body) =>
        Beyond(body).Then(op => Expression(body).Then<RuleCondition>(expression => new RuleCondition.Metric(expression, op, body.Value!.Value)));

    private static Result<RuleCondition> Absence(RuleBody body) =>
        Spans(body).Then(spans => RuleReader.Span(body.Remember, "remember", 12 * spans.Window, (spans.Window, TimeSpan.FromDays(31)))
            .Then<RuleCondition>(remember => new RuleCondition.Absence(spans.Filter, spans.Groups, spans.Window, remember)));

    private static Result<RuleCondition> Burn(RuleBody body)
    {
        if (body.Objective is not (> 0 and < 1))
        {
            return Problem.Invalid("'objective' is the share of good events that is promised, between 0 and 1, for instance 0.999.", "objective");
        }

        TimeSpan? latency = null;
        if (body.Latency is not null)
        {
            if (!RuleReader.Span(body.Latency, "latency", default, (TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1))).Try(out var read, out var wrong))
            {
                return wrong;
            }

            latency = read;
        }

        var windows = new List<BurnWindow>();
        foreach (var pair in body.Windows ?? [])
        {
            if (!RuleReader.Span(pair.Long ?? "", "windows", default, Windows).Try(out var longer, out var wrong) || !RuleReader.Span(pair.Short ?? "", "windows", default, Windows).Try(out var shorter, out wrong))
            {
                return wrong;
            }

            if (shorter > longer || !(pair.Factor > 0) || !double.IsFinite(pair.Factor) || (pair.Severity is { } word && !RuleWords.Severities.Contains(word)))
            {
                return Problem.Invalid("A pair of windows has a short one that is no longer than the long one, a factor above 0, and perhaps a severity.", "windows");
            }

            windows.Add(new BurnWindow(longer, shorter, pair.Factor, pair.Severity ?? body.Severity ?? "warning"));
        }

        return windows.Count > WindowsMax ? Problem.Invalid($"There are at most {WindowsMax} pairs of windows.", "windows")
            : RuleReader.Filter(body.Filter).Then<RuleCondition>(filter => new RuleCondition.Burn(
                filter, body.Objective.Value, latency, windows.Count > 0 ? windows : BurnWindow.Usual, Math.Max(1, body.Min ?? 10)));
    }

    private static Result<RuleCondition> Budget(RuleBody body)
    {
        var percents = body.Percents ?? Percents;
        return percents.Count is < 1 or > 16 || percents.Any(p => p is < 1 or > 1_000) ? Problem.Invalid("'percents' holds 1 to 16 numbers from 1 to 1000.", "percents")
            : new RuleCondition.Budget(body.Limit, [.. percents.Order()], body.Forecast ?? true);
    }

    private static Result<RuleCondition> Runaway(RuleBody body)
    {
        SubjectKind? by = body.By switch { null or "key" => SubjectKind.Key, "agent" => SubjectKind.Agent, "session" => SubjectKind.Session, _ => null };
        KillAction? action = body.Action switch { null or "none" => KillAction.None, "suspend" => KillAction.Suspend, "cut" => KillAction.Cut, _ => null };
        if (by is null || action is null)
        {
            return by is null ? Problem.Invalid($"'{body.By}' cannot run away. Use key, agent or session.", "by") : Problem.Invalid($"'{body.Action}' is no action. Use none, suspend or cut.", "action");
        }

        if (body.Dollars is null && body.Repeats is null)
        {
            return Problem.Invalid("Say from how many 'dollars' in the window a rise counts, or how many 'repeats' of one prompt are a loop, or both.", "dollars");
        }

        if (body.Dollars is <= 0 || body.Repeats is < 2 or > 10_000 || body.Factor is not (null or (>= 1 and <= 1_000)) || body.CutTo is < 0 or > 1_000_000)
        {
            return Problem.Invalid("'dollars' is above 0, 'repeats' from 2 to 10000, 'factor' from 1 to 1000, 'cut_to' from 0 to 1000000.", "dollars");
        }

        return RuleReader.Span(body.Window, "window", TimeSpan.FromMinutes(1), (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)))
            .Then<RuleCondition>(window => new RuleCondition.Runaway(by.Value, window, body.Dollars, body.Factor ?? 3, body.Repeats, action.Value, body.CutTo ?? 1));
    }

    private static Result<Comparison> Beyond(RuleBody body) =>
        body.Value is not { } value || !double.IsFinite(value) ? Problem.Invalid("'value' is what the figure is compared with.", "value")
        : RuleWords.Comparisons.TryGetValue(body.Op ?? ">", out var op) ? op
        : Problem.Invalid($"'{body.Op}' is no comparison. Use {string.Join(", ", RuleWords.Comparisons.Keys)}.", "op");

    private static Result<string> Expression(RuleBody body) =>
        body.Metric is { Length: > 0 and <= ExpressionMax } text ? text : Problem.Invalid($"'metric' is an expression of 1 to {ExpressionMax} characters.", "metric");

    private static Result<(SpanFilter Filter, IReadOnlyList<string> Groups, TimeSpan Window)> Spans(RuleBody body)
    {
        var groups = body.GroupBy ?? [];
        if (groups.Count > 2 || groups.Any(g => !FieldTable.Names.Contains(g)))
        {
            return Problem.Invalid("'group_by' holds at most two fields of traces, for instance model and service.", "group_by");
        }

        if (!RuleReader.Span(body.Window, "window", Window, Windows).Try(out var window, out var problem) || !RuleReader.Filter(body.Filter).Try(out var filter, out problem))
        {
            return problem;
        }

        return (filter, groups, window);
    }
}
