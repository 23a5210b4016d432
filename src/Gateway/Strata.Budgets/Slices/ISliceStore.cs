namespace Strata.Budgets.Slices;

/// <summary>Where processes tell each other what they used and lease what they may use.</summary>
public interface ISliceStore
{
    /// <summary>Takes a process's reports, grants leases and tells what the others used. One step: two processes cannot lease the same.</summary>
    /// <param name="holder">The process: a name of its own for each start.</param>
    /// <param name="reports">At most a few hundred.</param>
    /// <param name="sinceMs">News from this instant on, in Unix milliseconds; <see cref="long.MaxValue"/> wants none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <remarks>Throws where the store cannot be reached; nothing was taken then, or all of it.</remarks>
    ValueTask<SliceExchange> ExchangeAsync(string holder, IReadOnlyList<SliceReport> reports, long sinceMs, CancellationToken cancellationToken);

    /// <summary>
    /// Puts what the ledger says beside what was reported by all but <paramref name="holder"/>: a process that was killed may not have
    /// reported its last second, and a new rule has not heard of what was used before it. Of a calendar window the larger of both
    /// counts; of a sliding one the ledger alone, for only it knows when what was used leaves the window. Only for a process alone.
    /// </summary>
    ValueTask CorrectAsync(string holder, SliceReport report, long usedByLedger, CancellationToken cancellationToken);

    /// <summary>Folds what processes used that are gone for an hour, and drops what has ended.</summary>
    ValueTask PruneAsync(CancellationToken cancellationToken);
}
