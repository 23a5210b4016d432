namespace Strata.Alerts.Rules;

/// <summary>The words of rules, and what they mean.</summary>
public static class RuleWords
{
    /// <summary>Kinds by word.</summary>
    public static IReadOnlyDictionary<string, RuleKind> Kinds { get; } = new Dictionary<string, RuleKind>
    {
        ["threshold"] = RuleKind.Threshold, ["absence"] = RuleKind.Absence, ["burn_rate"] = RuleKind.BurnRate, ["budget"] = RuleKind.Budget, ["runaway"] = RuleKind.Runaway,
    };

    /// <summary>Measures of traces by word.</summary>
    public static IReadOnlyDictionary<string, TraceMeasure> Measures { get; } = new Dictionary<string, TraceMeasure>
    {
        ["count"] = TraceMeasure.Count, ["rate"] = TraceMeasure.Rate, ["errors"] = TraceMeasure.Errors, ["error_rate"] = TraceMeasure.ErrorRate,
        ["cost"] = TraceMeasure.Cost, ["tokens"] = TraceMeasure.Tokens, ["unpriced"] = TraceMeasure.Unpriced, ["latency_avg"] = TraceMeasure.LatencyAvg,
        ["latency_p50"] = TraceMeasure.LatencyP50, ["latency_p95"] = TraceMeasure.LatencyP95, ["latency_p99"] = TraceMeasure.LatencyP99,
        ["ttft_p50"] = TraceMeasure.TtftP50, ["ttft_p95"] = TraceMeasure.TtftP95, ["ttft_p99"] = TraceMeasure.TtftP99,
    };

    /// <summary>Comparisons by sign.</summary>
    public static IReadOnlyDictionary<string, Comparison> Comparisons { get; } = new Dictionary<string, Comparison>
    {
        [">"] = Comparison.Above, [">="] = Comparison.AtLeast, ["<"] = Comparison.Below, ["<="] = Comparison.AtMost,
    };

    /// <summary>Severities, the worst first.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["critical", "warning", "info"];

    /// <summary>The word of a kind.</summary>
    public static string Of(RuleKind kind) => Kinds.First(k => k.Value == kind).Key;

    /// <summary>The word of a measure.</summary>
    public static string Of(TraceMeasure measure) => Measures.First(m => m.Value == measure).Key;

    /// <summary>The sign of a comparison.</summary>
    public static string Of(Comparison op) => Comparisons.First(c => c.Value == op).Key;

    /// <summary>Whether a figure lies beyond a value.</summary>
    public static bool Holds(Comparison op, double figure, double value) => op switch
    {
        Comparison.Above => figure > value,
        Comparison.AtLeast => figure >= value,
        Comparison.Below => figure < value,
        _ => figure <= value,
    };
}
