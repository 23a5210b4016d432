using Strata.Core.Results;

namespace Strata.Core.Storage;

/// <summary>
/// Named immutable bytes: local files in the box, S3 at scale. A put is all or nothing and visible at once after it returns.
/// Keys are slash-separated segments of <c>[a-zA-Z0-9._-]</c>; anything else is refused.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores a stream under a key, replacing what stood there. The stream is read once, to its end.</summary>
    ValueTask<Result<BlobInfo>> PutAsync(string key, Stream content, CancellationToken cancellationToken);

    /// <summary>Stores a stream under its own hash (<c>sha256/ab/abcd…</c>); equal content is stored once.</summary>
    ValueTask<Result<BlobInfo>> PutContentAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Opens a blob, or <paramref name="length"/> bytes from <paramref name="offset"/>; the caller disposes the stream.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes, or null to the end; a range past the end is a problem.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<Result<Stream>> OpenAsync(string key, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>What is known of a blob.</summary>
    ValueTask<Result<BlobInfo>> StatAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a blob; removing what is not there succeeds.</summary>
    ValueTask<Result<Done>> DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>The blobs whose key begins with <paramref name="prefix"/>, in key order.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellationToken);
}
