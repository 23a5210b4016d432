namespace Strata.Core.Storage;

/// <summary>An item whose last delivery failed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Payload">The work.</param>
/// <param name="Deliveries">How often it was tried.</param>
/// <param name="Reason">Why the last try failed.</param>
public sealed record DeadLetter(string Id, string Payload, int Deliveries, string Reason);
