using Amazon.S3;
using Amazon.S3.Model;

namespace Strata.Storage.Blobs;

/// <summary>Sends spooled content as one object: at once, or in parts that several connections carry. Both appear whole or not at all.</summary>
internal sealed class S3Upload(IAmazonS3 client, S3BlobOptions options)
{
    internal const string HashHeader = "x-amz-meta-sha256";
    internal const int PartsMax = 10_000;
    private const int ConnectionsMax = 4;

    internal async ValueTask SendAsync(string objectKey, SpooledContent content, CancellationToken cancellationToken)
    {
        if (content.Length > options.MultipartBytes)
        {
            await SendPartsAsync(objectKey, content, cancellationToken);
            return;
        }

        using var stream = content.Open(0, content.Length);
        var request = new PutObjectRequest { BucketName = options.Bucket, Key = objectKey, InputStream = stream, AutoCloseStream = false, UseChunkEncoding = false };
        request.Metadata[HashHeader] = content.Sha256;
        await client.PutObjectAsync(request, cancellationToken);
    }

    private async ValueTask SendPartsAsync(string objectKey, SpooledContent content, CancellationToken cancellationToken)
    {
        var begin = new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = objectKey };
        begin.Metadata[HashHeader] = content.Sha256;
        var upload = (await client.InitiateMultipartUploadAsync(begin, cancellationToken)).UploadId;
        try
        {
            var partBytes = Math.Max(options.MultipartBytes, (content.Length / PartsMax) + 1);
            var parts = new PartETag[(int)((content.Length + partBytes - 1) / partBytes)];
            await Parallel.ForAsync(
                0,
                parts.Length,
                new ParallelOptions { MaxDegreeOfParallelism = ConnectionsMax, CancellationToken = cancellationToken },
                async (index, stop) =>
                {
                    var offset = index * partBytes;
                    using var stream = content.Open(offset, Math.Min(partBytes, content.Length - offset));
                    var sent = await client.UploadPartAsync(
                        new UploadPartRequest { BucketName = options.Bucket, Key = objectKey, UploadId = upload, PartNumber = index + 1, PartSize = stream.Length, InputStream = stream, UseChunkEncoding = false },
                        stop);
                    parts[index] = new PartETag(index + 1, sent.ETag);
                });
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = objectKey, UploadId = upload, PartETags = [.. parts] }, cancellationToken);
        }
        catch
        {
            // Parts of an upload that never ends are stored, and billed, for ever.
            await client.AbortMultipartUploadAsync(options.Bucket, objectKey, upload, CancellationToken.None);
            throw;
        }
    }
}
