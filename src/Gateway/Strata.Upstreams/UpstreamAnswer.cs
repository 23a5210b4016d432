namespace Strata.Upstreams;

/// <summary>
/// A provider's answer: its head, and its body as it comes. Not thread-safe. Disposing it gives the connection back where the body
/// was read to its end, and closes it otherwise.
/// </summary>
public abstract class UpstreamAnswer : IDisposable
{
    /// <summary>The status code.</summary>
    public abstract int Status { get; }

    /// <summary>The length of the body in bytes, where the head says it.</summary>
    public abstract long? Length { get; }

    /// <summary>Whether the status is one of success.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The media type without its parameters; null where none is said.</summary>
    public string? MediaType => Header("content-type") is { } type ? (type.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? type[..end] : type).Trim() : null;

    /// <summary>The first value of a header, by its name in lower case; null where it is not there. Only until the body is read.</summary>
    public abstract string? Header(string name);

    /// <summary>Reads some of the body.</summary>
    /// <param name="room">Where to; at least one byte.</param>
    /// <param name="cancellationToken">Looked at before the read; while it waits, the request's own token ends it.</param>
    /// <returns>How many bytes; 0 at the body's end.</returns>
    /// <exception cref="IOException">The connection broke, or the body is not framed as its head says.</exception>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> room, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadAsync(room);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads some of the body.</summary>
    protected abstract ValueTask<int> ReadAsync(Memory<byte> room);

    /// <summary>Lets the connection go.</summary>
    protected abstract void Dispose(bool disposing);
}
