namespace Strata.Core.Storage;

/// <summary>
/// Tells other parts, and other processes on the same store, that something changed. A hint, not a queue: a listener that
/// was away reads the state again. Delivered within a second.
/// </summary>
public interface IChangeFeed
{
    /// <summary>Publishes a change.</summary>
    /// <param name="topic">Letters, digits, dots and dashes.</param>
    /// <param name="payload">At most 4,000 bytes of UTF-8.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask PublishAsync(string topic, string payload, CancellationToken cancellationToken);

    /// <summary>
    /// The changes of a topic from now on, the process's own included. An empty payload says that changes may have been
    /// missed (the connection was down, or the listener fell behind): read the state again.
    /// </summary>
    IAsyncEnumerable<string> ListenAsync(string topic, CancellationToken cancellationToken);
}
