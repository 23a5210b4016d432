namespace Strata.Alerts.Endpoints;

/// <summary>Alerts.</summary>
/// <param name="Data">Those that fire first, then pending and resolved ones.</param>
internal sealed record AlertViewList(IReadOnlyList<AlertView> Data);
