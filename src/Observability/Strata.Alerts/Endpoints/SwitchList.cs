namespace Strata.Alerts.Endpoints;

/// <summary>Keys that rules stopped.</summary>
/// <param name="Data">The newest first.</param>
internal sealed record SwitchList(IReadOnlyList<SwitchView> Data);
