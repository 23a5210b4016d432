namespace Strata.Console.Charts;

/// <summary>A step of a bar chart.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="Value">The whole.</param>
/// <param name="Bad">The part of it that failed.</param>
public sealed record ChartPoint(DateTimeOffset At, double Value, double Bad = 0);
