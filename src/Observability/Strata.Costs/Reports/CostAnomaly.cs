namespace Strata.Costs.Reports;

/// <summary>An anomaly of one dimension's value.</summary>
/// <param name="Group">The value, for instance a model.</param>
/// <param name="At">When the step began.</param>
/// <param name="Dollars">What was spent.</param>
/// <param name="Usual">What is usual.</param>
/// <param name="Score">Robust deviations; negative where less was spent.</param>
public sealed record CostAnomaly(string Group, DateTimeOffset At, double Dollars, double Usual, double Score);
