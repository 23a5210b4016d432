using Strata.Traces.Queries.Filters;

namespace Strata.Alerts.Rules;

/// <summary>When a rule is true. One record for each form; the signal of that form reads it.</summary>
public abstract record RuleCondition
{
    /// <summary>A figure of traces beyond a value, for all spans that pass or for each group of them.</summary>
    public sealed record Threshold(SpanFilter Filter, TraceMeasure Measure, IReadOnlyList<string> GroupBy, TimeSpan Window, Comparison Op, double Value, long SpansMin) : RuleCondition;

    /// <summary>A metric beyond a value, one alert for each series that the expression gives.</summary>
    public sealed record Metric(string Expression, Comparison Op, double Value) : RuleCondition;

    /// <summary>No span that passes, for all or for a group that was there before.</summary>
    public sealed record Absence(SpanFilter Filter, IReadOnlyList<string> GroupBy, TimeSpan Window, TimeSpan Remember) : RuleCondition;

    /// <summary>A metric's expression gives no series.</summary>
    public sealed record MetricAbsence(string Expression) : RuleCondition;

    /// <summary>An objective whose error budget burns. With a latency a slow span is a bad one, else a failed one is.</summary>
    public sealed record Burn(SpanFilter Filter, double Objective, TimeSpan? Latency, IReadOnlyList<BurnWindow> Windows, long EventsMin) : RuleCondition;

    /// <summary>A limit, or every one that concerns the project, at thresholds in per cent.</summary>
    public sealed record Budget(string? Limit, IReadOnlyList<int> Percents, bool Forecast) : RuleCondition;

    /// <summary>A key, agent or session whose spending rises or which repeats itself.</summary>
    public sealed record Runaway(SubjectKind By, TimeSpan Window, double? Dollars, double Factor, int? Repeats, KillAction Action, long CutTo) : RuleCondition;
}
