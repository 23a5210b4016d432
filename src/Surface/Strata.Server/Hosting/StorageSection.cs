using Strata.Core.Configuration;
using Strata.Storage;
using Strata.Storage.Blobs;

namespace Strata.Server.Hosting;

/// <summary>The section <c>storage</c>.</summary>
/// <param name="Postgres">A connection string; null keeps rows in SQLite.</param>
/// <param name="S3">A bucket; null keeps blobs in files.</param>
internal sealed record StorageSection(string? Postgres, S3BlobOptions? S3)
{
    public static StorageSection Read(ConfigReader section)
    {
        var postgres = section.Secret("postgres", "A PostgreSQL connection string; SQLite in the data folder when absent.");
        var given = section.Has("s3");
        var s3 = section.Section("s3", "A bucket for blobs; files in the data folder when absent.");
        var bucket = s3.OptionalText("bucket", "The bucket; it must exist.");
        var options = new S3BlobOptions
        {
            Bucket = bucket ?? "",
            Endpoint = s3.OptionalText("endpoint", "The server's address; AWS by region when absent."),
            Region = s3.Text("region", "us-east-1", "The region that requests are signed for."),
            AccessKey = s3.OptionalText("access_key", "The access key; what the environment offers when absent."),
            SecretKey = s3.Secret("secret_key", "The secret of the access key."),
            PathStyle = s3.Flag("path_style", true, "Whether the bucket stands in the path, as most servers beside AWS need it."),
            KeyPrefix = s3.Text("key_prefix", "", "Stands before every key; empty or ending in a slash."),
        };
        if (given && string.IsNullOrEmpty(bucket))
        {
            s3.Reject("bucket", "is missing.", "Name the bucket, or take the section s3 out.");
        }

        s3.Finish();
        return new(postgres, given ? options : null);
    }

    public StorageOptions Options(string data) => new() { Directory = Path.Combine(data, "store"), Postgres = Postgres, S3 = S3 };
}
