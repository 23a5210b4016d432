using Strata.Storage.Blobs;

namespace Strata.Storage;

/// <summary>Where state is kept. The default is the box: everything in one directory.</summary>
public sealed record StorageOptions
{
    /// <summary>The directory of the SQLite file, the blobs and the append logs. Logs stay here also with PostgreSQL and S3.</summary>
    public required string Directory { get; init; }

    /// <summary>A PostgreSQL connection string; null keeps rows in SQLite.</summary>
    public string? Postgres { get; init; }

    /// <summary>A bucket; null keeps blobs in files.</summary>
    public S3BlobOptions? S3 { get; init; }
}
