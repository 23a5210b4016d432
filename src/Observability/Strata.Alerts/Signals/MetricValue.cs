namespace Strata.Alerts.Signals;

/// <summary>A value of an expression over metrics.</summary>
/// <param name="Labels">The labels of its series.</param>
/// <param name="Value">The value.</param>
public readonly record struct MetricValue(IReadOnlyDictionary<string, string> Labels, double Value);
