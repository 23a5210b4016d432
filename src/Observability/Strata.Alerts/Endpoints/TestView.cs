namespace Strata.Alerts.Endpoints;

/// <summary>A test that is on its way.</summary>
/// <param name="Delivery">The message's id; see the deliveries for what becomes of it.</param>
internal sealed record TestView(string Delivery);
