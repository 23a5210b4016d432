using Strata.Metrics.Series;

namespace Strata.Metrics.Evaluation;

/// <summary>A series' value at one moment.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">The value.</param>
public readonly record struct Point(Labels Labels, double Value);
