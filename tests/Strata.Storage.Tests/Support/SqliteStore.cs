using Strata.Core.Storage;
using Strata.Storage.Databases;
using Strata.Storage.Feeds;

namespace Strata.Storage.Tests.Support;

public sealed class SqliteStore : TestStore
{
    private readonly Scratch scratch = new();

    internal override ValueTask PrepareAsync() => ValueTask.CompletedTask;

    internal override ValueTask<IDatabase> OpenAsync() =>
        ValueTask.FromResult<IDatabase>(SqliteDatabase.Open(scratch.At("test.db"), Time).Value);

    internal override ValueTask<IChangeFeedHost> OpenFeedAsync(IDatabase database) => ValueTask.FromResult<IChangeFeedHost>(new LocalChangeFeed());

    public override ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
