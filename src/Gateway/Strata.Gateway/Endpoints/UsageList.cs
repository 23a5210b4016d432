namespace Strata.Gateway.Endpoints;

/// <summary>Sums by group.</summary>
/// <param name="GroupBy"><c>model</c>, <c>key</c> or <c>day</c>.</param>
/// <param name="Data">One sum for each group.</param>
internal sealed record UsageList(string GroupBy, IReadOnlyList<UsageView> Data);
