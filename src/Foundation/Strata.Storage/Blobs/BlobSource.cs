namespace Strata.Storage.Blobs;

/// <summary>
/// The content of a put as its sender gives it. Remembers whether it was the sender that failed: that is the caller's to
/// see as it is, and must not be told as a failure of the disk.
/// </summary>
internal sealed class BlobSource(Stream content)
{
    internal bool Failed { get; private set; }

    /// <summary>Fills the buffer, or what of it the content still has; 0 at the end.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch
        {
            Failed = true;
            throw;
        }
    }
}
