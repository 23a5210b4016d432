namespace Strata.Core.Storage;

/// <summary>A delivery of a queued item.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Id">Its id.</param>
/// <param name="Payload">The work.</param>
/// <param name="Delivery">Which delivery this is, from 1.</param>
/// <param name="Receipt">Proves this delivery when completing it.</param>
public sealed record WorkItem(string Queue, string Id, string Payload, int Delivery, string Receipt);
