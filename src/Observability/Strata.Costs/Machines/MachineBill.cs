namespace Strata.Costs.Machines;

/// <summary>What a machine cost in a stretch of time, and who used it.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="CostNanos">All it cost.</param>
/// <param name="Utilization">The share of its slots' time that requests took, 0 to 1.</param>
/// <param name="Lines">Shares and the idle line; they add up to the cost.</param>
/// <param name="PerMillionBusy">Dollars a million tokens as if it had never stood idle; null without tokens.</param>
/// <param name="PerMillion">Dollars a million tokens with what stood idle; the difference is what idleness costs.</param>
public sealed record MachineBill(string Machine, long CostNanos, double Utilization, IReadOnlyList<MachineLine> Lines, decimal? PerMillionBusy, decimal? PerMillion);
