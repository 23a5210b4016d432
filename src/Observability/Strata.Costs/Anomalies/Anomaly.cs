namespace Strata.Costs.Anomalies;

/// <summary>A step of a series that is not as others of its season were.</summary>
/// <param name="Index">Which step.</param>
/// <param name="Value">What was spent.</param>
/// <param name="Usual">The median of the steps it is compared with.</param>
/// <param name="Score">How many robust deviations it lies beside that; negative below.</param>
public readonly record struct Anomaly(int Index, double Value, double Usual, double Score);
