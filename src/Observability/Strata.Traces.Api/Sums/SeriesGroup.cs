namespace Strata.Traces.Api.Sums;

/// <summary>A group's values.</summary>
/// <param name="Keys">What it is: a value for each field grouped by.</param>
/// <param name="Values">For each measure a value for each step; null where nothing happened. Money in billionths of a dollar, times in nanoseconds.</param>
public sealed record SeriesGroup(IReadOnlyList<string> Keys, IReadOnlyDictionary<string, IReadOnlyList<double?>> Values);
