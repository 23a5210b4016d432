namespace Strata.Metrics.Series;

/// <summary>A value at a moment.</summary>
/// <param name="TimeMs">Milliseconds since 1970.</param>
/// <param name="Value">The value.</param>
public readonly record struct Sample(long TimeMs, double Value);
