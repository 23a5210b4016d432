namespace Strata.Alerts.Endpoints;

/// <summary>Silences.</summary>
/// <param name="Data">Those that are not over.</param>
internal sealed record SilenceList(IReadOnlyList<SilenceView> Data);
