using Strata.Core.Limits;
using Strata.Storage.Blobs;
using Strata.Storage.Databases;
using Strata.Storage.Feeds;
using Strata.Storage.Logs;
using Strata.Storage.Naming;
using Strata.Storage.Queues;

namespace Strata.Storage;

/// <summary>The bounds of storage, read from where they hold.</summary>
public sealed class StorageLimits : ILimitsSource
{
    private static readonly LogOptions Log = new();

    /// <inheritdoc/>
    public string Module => "storage";

    /// <inheritdoc/>
    public IReadOnlyList<Limit> Limits { get; } =
    [
        new("name of a log, lease, queue or topic", StoreNames.LengthMax, "characters", "refused"),
        new("blob key", BlobKeys.LengthMax, "characters", "400 invalid_value"),
        new("segment of a blob key", BlobKeys.SegmentMax, "characters", "400 invalid_value"),
        new("parts of an S3 upload", S3Upload.PartsMax, "parts", "parts grow"),
        new("log record", Log.RecordBytesMax, "bytes", "refused"),
        new("log segment", Log.SegmentBytes, "bytes", "a new segment begins"),
        new("log batch", Log.BatchBytesMax, "bytes", "the rest goes into the next fsync"),
        new("appends that wait", Log.QueueMax, "records", "the next append waits for a place"),
        new("queue payload", SqlWorkQueue.PayloadBytesMax, "bytes", "refused"),
        new("dead letters in one answer", SqlWorkQueue.DeadLettersMax, "items", "the oldest are returned"),
        new("change payload", ChangeHub.PayloadBytesMax, "bytes", "refused"),
        new("changes that wait for one listener", ChangeListener.BufferMax, "changes", "dropped; the listener gets an empty payload"),
        new("PostgreSQL connect tries", PostgresConnector.TriesMax, "tries", "the error is thrown"),
    ];
}
