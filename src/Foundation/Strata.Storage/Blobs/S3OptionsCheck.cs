using Strata.Core.Results;

namespace Strata.Storage.Blobs;

/// <summary>Says before the first request what of a bucket's settings cannot work.</summary>
internal static class S3OptionsCheck
{
    private const int PartBytesMin = 5 << 20;

    /// <summary>Null where the settings make sense.</summary>
    internal static Problem? Check(S3BlobOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Bucket))
        {
            return Problem.Invalid("A bucket needs a name.", "storage.s3.bucket");
        }

        if (options.Endpoint is { } endpoint && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")))
        {
            return Problem.Invalid($"'{endpoint}' is not an address; write it like http://127.0.0.1:9000.", "storage.s3.endpoint");
        }

        if (options.AccessKey is null != options.SecretKey is null)
        {
            return Problem.Invalid("An access key and its secret come together; set both, or neither to take them from the environment.", "storage.s3.access_key");
        }

        if (options.KeyPrefix.Length > 0 && (options.KeyPrefix[^1] != '/' || !BlobKeys.IsPrefix(options.KeyPrefix)))
        {
            return Problem.Invalid("A key prefix is made of segments like a blob key and ends in a slash.", "storage.s3.key_prefix");
        }

        return options.MultipartBytes >= PartBytesMin
            ? null
            : Problem.Invalid($"Parts have at least {PartBytesMin} bytes: S3 refuses smaller ones.", "storage.s3.multipart_bytes");
    }
}
