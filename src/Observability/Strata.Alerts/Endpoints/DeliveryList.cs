namespace Strata.Alerts.Endpoints;

/// <summary>A page of messages.</summary>
/// <param name="Data">Messages, the newest first.</param>
/// <param name="Before">What to send as <c>before</c> for the next page; absent at the end.</param>
internal sealed record DeliveryList(IReadOnlyList<DeliveryView> Data, string? Before);
