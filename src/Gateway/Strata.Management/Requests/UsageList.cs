namespace Strata.Management.Requests;

/// <summary>Sums by group.</summary>
/// <param name="GroupBy">What was summed by, as it was asked.</param>
/// <param name="Data">One sum for each group.</param>
internal sealed record UsageList(string GroupBy, IReadOnlyList<UsageView> Data);
