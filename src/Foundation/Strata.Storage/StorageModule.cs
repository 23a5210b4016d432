using System.Data.Common;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Blobs;
using Strata.Storage.Databases;
using Strata.Storage.Durability;
using Strata.Storage.Feeds;
using Strata.Storage.Leases;
using Strata.Storage.Logs;
using Strata.Storage.Queues;

namespace Strata.Storage;

/// <summary>The door of storage: options in, opened seams out.</summary>
public static class StorageModule
{
    /// <summary>The tables that leases and queues need; numbers 1 to 99. <see cref="OpenAsync"/> has applied them.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } = [.. LeaseMigrations.All, .. QueueMigrations.All];

    /// <summary>The native SQLite in use, for instance <c>3.40.1</c>.</summary>
    public static string SqliteVersion => SqliteLibrary.Version;

    /// <summary>Where that library is from: the system, by its file name, or bundled with Strata.</summary>
    public static string SqliteSource => SqliteLibrary.Source;

    /// <summary>Opens the stores that the options name, creating what is missing in the directory.</summary>
    /// <returns>The seams; a problem that names the path or the setting where one cannot be opened.</returns>
    public static async ValueTask<Result<StorageSet>> OpenAsync(
        StorageOptions options, TimeProvider time, IIdSource ids, CancellationToken cancellationToken)
    {
        var blobs = OpenBlobs(options, time, ids);
        if (!blobs.IsOk)
        {
            return blobs.Problem;
        }

        var opened = await OpenDatabaseAsync(options, time, cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        var (database, feed) = opened.Value;
        var set = new StorageSet(database, feed)
        {
            Blobs = blobs.Value,
            Logs = new FileAppendLogs(Path.Combine(options.Directory, "logs"), new LogOptions(), DiskFiles.Instance),
            Leases = new SqlLeases(database, time),
            Queue = new SqlWorkQueue(database, time, ids),
        };
        var migrated = await database.MigrateAsync(Migrations, cancellationToken);
        if (!migrated.IsOk)
        {
            await set.DisposeAsync();
            return migrated.Problem;
        }

        return set;
    }

    private static Result<IBlobStore> OpenBlobs(StorageOptions options, TimeProvider time, IIdSource ids)
    {
        if (options.S3 is { } bucket && S3OptionsCheck.Check(bucket) is { } invalid)
        {
            return invalid;
        }

        var temporary = Path.Combine(options.Directory, "tmp");
        try
        {
            DurableDirectory.Create(options.Directory);
            if (options.S3 is { } s3)
            {
                DurableDirectory.Create(temporary);
                return new S3BlobStore(s3, temporary, ids);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The directory {options.Directory} could not be created: {failure.Message}") { Field = "storage.directory" };
        }

        var files = FileBlobStore.Open(Path.Combine(options.Directory, "blobs"), time, ids);
        return files.IsOk ? files.Value : files.Problem;
    }

    private static async ValueTask<Result<(IDatabase Database, IChangeFeedHost Feed)>> OpenDatabaseAsync(
        StorageOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Postgres is not { } connection)
        {
            var sqlite = SqliteDatabase.Open(Path.Combine(options.Directory, "strata.db"), time);
            return sqlite.IsOk ? (sqlite.Value, new LocalChangeFeed()) : sqlite.Problem;
        }

        var postgres = await PostgresDatabase.OpenAsync(connection, time, cancellationToken);
        if (!postgres.IsOk)
        {
            return postgres.Problem;
        }

        try
        {
            return (postgres.Value, await PostgresChangeFeed.StartAsync(connection, postgres.Value.Writers, time, cancellationToken));
        }
        catch (DbException failure)
        {
            await postgres.Value.DisposeAsync();
            return new Problem(ProblemCode.Unavailable, $"PostgreSQL does not take a listening connection: {failure.Message}") { Field = "storage.postgres" };
        }
    }
}
