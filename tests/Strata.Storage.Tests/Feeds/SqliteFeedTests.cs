using Strata.Storage.Feeds;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Feeds;

public sealed class SqliteFeedTests : FeedContract<SqliteStore>
{
    [Fact]
    public async Task A_listener_that_falls_behind_is_told_that_it_missed_something()
    {
        await using var feed = new LocalChangeFeed();
        await using var listener = feed.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        for (var i = 0; i <= ChangeListener.BufferMax + 1; i++)
        {
            await feed.PublishAsync("keys", $"{i}", TestTime.Token);
        }

        await first;
        while (listener.Current.Length > 0)
        {
            Assert.True(await listener.MoveNextAsync());
        }
    }
}
