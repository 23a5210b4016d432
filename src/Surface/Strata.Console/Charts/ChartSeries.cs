namespace Strata.Console.Charts;

/// <summary>A line of a line chart.</summary>
/// <param name="Name">What stands at its end.</param>
/// <param name="Values">A value per step; null is a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);
