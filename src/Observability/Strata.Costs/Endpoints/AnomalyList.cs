namespace Strata.Costs.Endpoints;

/// <summary>Anomalies.</summary>
/// <param name="By">The dimension.</param>
/// <param name="Step"><c>day</c> or <c>hour</c>.</param>
/// <param name="Data">The strongest first.</param>
internal sealed record AnomalyList(string By, string Step, IReadOnlyList<AnomalyView> Data);
