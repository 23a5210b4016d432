namespace Strata.Costs.Endpoints;

/// <summary>An anomaly as our API shows it; dollars.</summary>
/// <param name="Group">The dimension's value.</param>
/// <param name="At">When the day or hour began.</param>
/// <param name="Dollars">What was spent in it.</param>
/// <param name="Usual">What is usual.</param>
/// <param name="Score">Robust deviations beside it; negative where less was spent.</param>
internal sealed record AnomalyView(string Group, DateTimeOffset At, double Dollars, double Usual, double Score);
