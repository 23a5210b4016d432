using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Blobs;

/// <summary>
/// Blobs as objects of a bucket. The hash travels as metadata of the object. A listing asks for each object's metadata
/// (S3 lists without it), eight at a time: it costs one request a blob.
/// </summary>
internal sealed class S3BlobStore(S3BlobOptions options, string temporary, IIdSource ids) : IBlobStore, IDisposable
{
    private const int ListAhead = 8;
    private readonly AmazonS3Client client = S3Client.Create(options);

    public async ValueTask<Result<BlobInfo>> PutAsync(string key, Stream content, CancellationToken cancellationToken) =>
        BlobKeys.Check(key) is { } invalid ? invalid : await StoreAsync(content, _ => key, cancellationToken);

    public ValueTask<Result<BlobInfo>> PutContentAsync(Stream content, CancellationToken cancellationToken) =>
        StoreAsync(content, BlobKeys.OfContent, cancellationToken);

    public async ValueTask<Result<Stream>> OpenAsync(string key, long offset, long? length, CancellationToken cancellationToken)
    {
        if (BlobKeys.Check(key) is { } invalid)
        {
            return invalid;
        }

        // S3 cannot say an empty range, and answers one that reaches past the end with less: so the length is asked first.
        var found = await StatAsync(key, cancellationToken);
        if (!found.Try(out var info, out var problem))
        {
            return problem;
        }

        if (BlobRange.Resolve(info, offset, length) is not { } range)
        {
            return BlobRange.Outside(info, offset, length);
        }

        if (range.Length == 0)
        {
            return Stream.Null;
        }

        return await GuardAsync<Stream>(key, async () =>
        {
            // The tag: between the two requests the blob may have been replaced by another of another length.
            var request = new GetObjectRequest { BucketName = options.Bucket, Key = ObjectKey(key), ByteRange = new ByteRange(range.Offset, range.Offset + range.Length - 1) };
            var response = await client.GetObjectAsync(request, cancellationToken);
            return response.Metadata[S3Upload.HashHeader] == info.Sha256
                ? response.ResponseStream
                : Replaced(response, key);
        });
    }

    public async ValueTask<Result<BlobInfo>> StatAsync(string key, CancellationToken cancellationToken)
    {
        if (BlobKeys.Check(key) is { } invalid)
        {
            return invalid;
        }

        return await GuardAsync<BlobInfo>(key, async () =>
        {
            var response = await client.GetObjectMetadataAsync(options.Bucket, ObjectKey(key), cancellationToken);
            return response.Metadata[S3Upload.HashHeader] is { Length: 64 } sha256
                ? new BlobInfo(key, response.ContentLength, sha256)
                : Problem.Corrupt($"The object '{key}' carries no SHA-256: it was not stored by Strata.", "key");
        });
    }

    public async ValueTask<Result<Done>> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        if (BlobKeys.Check(key) is { } invalid)
        {
            return invalid;
        }

        return await GuardAsync<Done>(key, async () =>
        {
            await client.DeleteObjectAsync(options.Bucket, ObjectKey(key), cancellationToken);
            return Done.Value;
        });
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!BlobKeys.IsPrefix(prefix))
        {
            yield break;
        }

        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = ObjectKey(prefix), MaxKeys = options.ListPageMax };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, cancellationToken);
            var keys = (page.S3Objects ?? []).Select(found => found.Key[options.KeyPrefix.Length..]).Order(StringComparer.Ordinal);
            foreach (var some in keys.Chunk(ListAhead))
            {
                foreach (var found in await Task.WhenAll(some.Select(key => StatAsync(key, cancellationToken).AsTask())))
                {
                    // One that was deleted since, or is not ours, is not listed.
                    if (found.Try(out var info, out _))
                    {
                        yield return info;
                    }
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public void Dispose() => client.Dispose();

    private string ObjectKey(string key) => options.KeyPrefix + key;

    private async ValueTask<Result<BlobInfo>> StoreAsync(Stream content, Func<string, string> keyOf, CancellationToken cancellationToken)
    {
        var spooled = await SpoolAsync(new BlobSource(content), cancellationToken);
        if (!spooled.IsOk)
        {
            return spooled.Problem;
        }

        using var whole = spooled.Value;
        var info = new BlobInfo(keyOf(whole.Sha256), whole.Length, whole.Sha256);
        return await GuardAsync<BlobInfo>(info.Key, async () =>
        {
            await new S3Upload(client, options).SendAsync(ObjectKey(info.Key), whole, cancellationToken);
            return info;
        });
    }

    private async ValueTask<Result<SpooledContent>> SpoolAsync(BlobSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await SpooledContent.ReadAsync(source, options.MultipartBytes, Path.Combine(temporary, ids.Next("spool")), cancellationToken);
        }
        catch (Exception failure) when (!source.Failed && failure is (IOException or UnauthorizedAccessException))
        {
            return new Problem(ProblemCode.StorageFailed, $"The directory for temporary files refused: {failure.Message}") { Field = "storage.directory" };
        }
    }

    private static Problem Replaced(GetObjectResponse response, string key)
    {
        response.Dispose();
        return new Problem(ProblemCode.Conflict, $"The blob '{key}' was replaced while it was opened; open it again.") { Field = "key" };
    }

    private async ValueTask<Result<T>> GuardAsync<T>(string key, Func<Task<Result<T>>> work)
    {
        try
        {
            return await work();
        }
        catch (AmazonServiceException missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return Problem.NotFound($"There is no blob '{key}'.", "key");
        }
        catch (AmazonServiceException refused) when (refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return new Problem(ProblemCode.StorageFailed, $"The bucket '{options.Bucket}' refused our credentials ({refused.ErrorCode}).") { Field = "storage.s3" };
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The bucket '{options.Bucket}' could not be used: {failure.Message}") { Field = "storage.s3" };
        }
    }
}
