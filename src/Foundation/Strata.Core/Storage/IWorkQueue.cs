namespace Strata.Core.Storage;

/// <summary>
/// Durable work, at least once: a taken item comes back when it was not completed within its visibility timeout, and goes
/// to the dead letters after its last delivery failed.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Adds an item; durable when the call returns.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="payload">The work, at most 1 MiB of UTF-8.</param>
    /// <param name="options">Delay, deliveries and a key that makes the call idempotent.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The item's id; the id of the earlier item where the key was seen already.</returns>
    ValueTask<string> EnqueueAsync(string queue, string payload, EnqueueOptions options, CancellationToken cancellationToken);

    /// <summary>Takes the oldest visible item and hides it for <paramref name="visibility"/>; null when there is none.</summary>
    ValueTask<WorkItem?> TakeAsync(string queue, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Removes a taken item. False where the delivery was lost to the timeout meanwhile.</summary>
    ValueTask<bool> CompleteAsync(WorkItem item, CancellationToken cancellationToken);

    /// <summary>Gives a taken item back, visible after <paramref name="delay"/>; or to the dead letters after its last delivery.</summary>
    ValueTask<bool> AbandonAsync(WorkItem item, TimeSpan delay, string reason, CancellationToken cancellationToken);

    /// <summary>The dead letters of a queue, oldest first.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string queue, int most, CancellationToken cancellationToken);
}
