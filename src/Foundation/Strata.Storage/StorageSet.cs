using Strata.Core.Storage;
using Strata.Storage.Feeds;

namespace Strata.Storage;

/// <summary>The opened seams. Dispose it after everything that uses it.</summary>
public sealed class StorageSet : IAsyncDisposable
{
    private readonly IChangeFeedHost feed;

    internal StorageSet(IDatabase database, IChangeFeedHost feed)
    {
        Database = database;
        this.feed = feed;
    }

    /// <summary>Rows.</summary>
    public IDatabase Database { get; }

    /// <summary>Named bytes.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>Append logs; who opens one disposes it.</summary>
    public required IAppendLogs Logs { get; init; }

    /// <summary>Named locks with an end.</summary>
    public required ILeases Leases { get; init; }

    /// <summary>Durable work.</summary>
    public required IWorkQueue Queue { get; init; }

    /// <summary>Hints that something changed.</summary>
    public IChangeFeed Changes => feed;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await feed.DisposeAsync();
        (Blobs as IDisposable)?.Dispose();
        await Database.DisposeAsync();
    }
}
