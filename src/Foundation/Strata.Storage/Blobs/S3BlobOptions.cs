namespace Strata.Storage.Blobs;

/// <summary>A bucket of S3, or of a server that speaks its protocol.</summary>
public sealed record S3BlobOptions
{
    /// <summary>The bucket; it must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>The server's address, for instance <c>http://127.0.0.1:9000</c>; null is AWS, by <see cref="Region"/>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The access key; null takes what the environment offers (variables, profile, instance role).</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of the access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Puts the bucket into the path instead of the host name, as most servers beside AWS need it.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>Stands before every key, so that several stores share a bucket; empty or ending in a slash.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>Content above this size goes through a temporary file and is sent in parts of at least this size (5 MiB or more).</summary>
    public int MultipartBytes { get; init; } = 16 << 20;

    /// <summary>Keys of one page of a listing.</summary>
    internal int ListPageMax { get; init; } = 1000;
}
