namespace Strata.Alerts.Endpoints;

/// <summary>A page of the history.</summary>
/// <param name="Data">Lines, the newest first.</param>
/// <param name="Before">What to send as <c>before</c> for the next page; absent at the end.</param>
internal sealed record EventList(IReadOnlyList<EventView> Data, string? Before);
