namespace Strata.Alerts.Endpoints;

/// <summary>Receivers.</summary>
/// <param name="Data">The receivers, the project's own first.</param>
internal sealed record ReceiverList(IReadOnlyList<ReceiverView> Data);
