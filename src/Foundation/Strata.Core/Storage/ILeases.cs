namespace Strata.Core.Storage;

/// <summary>Named locks with an end: one holder at a time over all processes that share the store.</summary>
public interface ILeases
{
    /// <summary>Takes a lease if it is free or has ended.</summary>
    /// <param name="name">What is leased.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="duration">How long it lasts unless renewed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The lease, or null while another holder has it.</returns>
    ValueTask<Lease?> TryAcquireAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Extends a lease that is still held.</summary>
    /// <returns>The lease with its new end, or null where it was lost.</returns>
    ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; nothing happens where it was lost already.</summary>
    ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
