namespace Strata.Core.Storage;

/// <summary>
/// A durable sequence of records. An append is acknowledged when it is on disk (group commit), or, where the log was opened
/// so, when it outlives the process and is on disk shortly after; after a crash every acknowledged record is there once, and a torn tail is cut off. Sequence numbers start at 1 and have no gaps.
/// </summary>
public interface IAppendLog : IAsyncDisposable
{
    /// <summary>The sequence number of the last durable record; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>Completes when everything appended before the call is on disk; readers see it then.</summary>
    /// <exception cref="IOException">The disk refused; it is tried again as long as the log is open.</exception>
    Task SyncAsync(CancellationToken cancellationToken);

    /// <summary>Appends one record and waits until it is as safe as the log was opened to make it.</summary>
    /// <param name="record">The bytes; copied before the call returns.</param>
    /// <param name="cancellationToken">Gives up waiting. The record may be written all the same.</param>
    /// <returns>Its sequence number.</returns>
    /// <exception cref="IOException">The disk refused the write (for instance full); nothing was acknowledged.</exception>
    ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken);

    /// <summary>
    /// The durable records from a sequence number on, oldest first, to the end as it is when the reader gets there. Where
    /// the first ones were trimmed it begins with the oldest that is kept.
    /// </summary>
    /// <exception cref="InvalidDataException">A segment was damaged since the log was opened; says the path and the offset.</exception>
    IAsyncEnumerable<LogRecord> ReadAsync(long fromSequence, CancellationToken cancellationToken);

    /// <summary>Allows the log to forget whole segments whose records are all at or below a sequence number.</summary>
    ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken);
}
