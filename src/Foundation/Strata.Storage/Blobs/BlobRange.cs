using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Blobs;

/// <summary>A part of a blob, checked against its length.</summary>
internal readonly record struct BlobRange(long Offset, long Length)
{
    /// <summary>The range that was asked for, or null where it does not lie inside the blob.</summary>
    internal static BlobRange? Resolve(BlobInfo blob, long offset, long? length)
    {
        if (offset < 0 || offset > blob.Length || length < 0 || length > blob.Length - offset)
        {
            return null;
        }

        return new BlobRange(offset, length ?? blob.Length - offset);
    }

    internal static Problem Outside(BlobInfo blob, long offset, long? length) => Problem.Invalid(
        $"The blob '{blob.Key}' has {blob.Length} bytes; {(length is null ? "the rest" : $"{length} bytes")} from {offset} does not lie inside it.", "offset");
}
