using Strata.Core.Storage;
using Strata.Storage.Feeds;
using Strata.Tests.Shared;

namespace Strata.Storage.Tests.Support;

/// <summary>One side of the seam, with a database of one test's own.</summary>
public abstract class TestStore : IAsyncDisposable
{
    internal ManualTime Time { get; } = new();

    /// <summary>Skips the test where this side is not to be had here.</summary>
    internal abstract ValueTask PrepareAsync();

    /// <summary>Opens the test's database; twice gives two doors to the same data.</summary>
    internal abstract ValueTask<IDatabase> OpenAsync();

    internal abstract ValueTask<IChangeFeedHost> OpenFeedAsync(IDatabase database);

    public abstract ValueTask DisposeAsync();
}
