using Strata.Core.Results;

namespace Strata.Traces.Spans;

/// <summary>Takes spans in. The store is one; a test's list is another.</summary>
public interface ISpanSink
{
    /// <summary>
    /// Stores a batch. When the task completes every span that was not rejected is on disk and is found by queries, once per
    /// (tenant, trace, span): the first one stays. The batch may be reused then.
    /// </summary>
    /// <param name="batch">The spans; not to be touched until the task completes, also where it is cancelled.</param>
    /// <param name="cancellationToken">Gives up before the batch is handed over; not after.</param>
    /// <returns>
    /// What became of it. Problems: <see cref="ProblemCode.Overloaded"/> with a retry time where too much waits,
    /// <see cref="ProblemCode.TooLarge"/> for a batch beyond the bound, <see cref="ProblemCode.StorageFailed"/> where the disk
    /// refused (nothing was acknowledged), <see cref="ProblemCode.Unavailable"/> before the store is open and after it closed.
    /// </returns>
    ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken);
}
