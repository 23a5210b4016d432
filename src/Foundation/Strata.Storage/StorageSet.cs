using Strata.Core.Storage;

namespace Strata.Storage;

/// <summary>The opened seams. Dispose it after everything that uses it.</summary>
public sealed class StorageSet : IAsyncDisposable
{
    internal StorageSet(IDatabase database, IBlobStore blobs, IAppendLogs logs)
    {
        Database = database;
        Blobs = blobs;
        Logs = logs;
    }

    /// <summary>Rows.</summary>
    public IDatabase Database { get; }

    /// <summary>Named bytes.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Append logs; who opens one disposes it.</summary>
    public IAppendLogs Logs { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
