using Strata.Core.Results;

namespace Strata.Core.Storage;

/// <summary>Opens append logs by name.</summary>
public interface IAppendLogs
{
    /// <summary>Opens or creates a log; replays its tail and cuts off what a crash tore.</summary>
    /// <param name="name">Letters, digits, dots and dashes.</param>
    /// <param name="syncEvery">
    /// Zero: an append returns when its record is on disk. More: it returns when the operating system has the record, which then
    /// outlives this process however it ends, and is on disk within this time.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The log; a problem where it is damaged in the middle, of an unknown version, or held by another process.</returns>
    ValueTask<Result<IAppendLog>> OpenAsync(string name, TimeSpan syncEvery, CancellationToken cancellationToken);
}
