using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Blobs;
using Strata.Storage.Databases;
using Strata.Storage.Durability;
using Strata.Storage.Logs;

namespace Strata.Storage;

/// <summary>The door of storage: options in, opened seams out.</summary>
public static class StorageModule
{
    /// <summary>Opens the stores that the options name, creating what is missing in the directory.</summary>
    /// <returns>The seams; a problem that names the path or the setting where one cannot be opened.</returns>
    public static async ValueTask<Result<StorageSet>> OpenAsync(
        StorageOptions options, TimeProvider time, IIdSource ids, CancellationToken cancellationToken)
    {
        try
        {
            DurableDirectory.Create(options.Directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The directory {options.Directory} could not be created: {failure.Message}") { Field = "storage.directory" };
        }

        var blobs = FileBlobStore.Open(Path.Combine(options.Directory, "blobs"), ids);
        if (!blobs.IsOk)
        {
            return blobs.Problem;
        }

        var database = await OpenDatabaseAsync(options, time, cancellationToken);
        if (!database.IsOk)
        {
            return database.Problem;
        }

        var logs = new FileAppendLogs(Path.Combine(options.Directory, "logs"), new LogOptions(), DiskFiles.Instance);
        return new StorageSet(database.Value, blobs.Value, logs);
    }

    private static async ValueTask<Result<IDatabase>> OpenDatabaseAsync(StorageOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Postgres is { } connection)
        {
            var postgres = await PostgresDatabase.OpenAsync(connection, time, cancellationToken);
            return postgres.IsOk ? postgres.Value : postgres.Problem;
        }

        var sqlite = SqliteDatabase.Open(Path.Combine(options.Directory, "strata.db"), time);
        return sqlite.IsOk ? sqlite.Value : sqlite.Problem;
    }
}
