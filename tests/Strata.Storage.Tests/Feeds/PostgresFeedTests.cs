using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Feeds;

public sealed class PostgresFeedTests : FeedContract<PostgresStore>
{
    [Fact]
    public async Task Another_process_hears_it_and_another_schema_does_not()
    {
        await using var mine = await Store.OpenFeedAsync(Database);
        await using var other = await Store.OpenFeedAsync(Database);
        await using var stranger = new PostgresStore();
        await stranger.PrepareAsync();
        await using var strangersDatabase = await stranger.OpenAsync();
        await using var strangersFeed = await stranger.OpenFeedAsync(strangersDatabase);
        await using var listener = other.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        await strangersFeed.PublishAsync("keys", "of another store", TestTime.Token);
        await mine.PublishAsync("keys", "ours", TestTime.Token);

        Assert.True(await first);
        Assert.Equal("ours", listener.Current);
    }

    [Fact]
    public async Task After_a_broken_connection_the_listener_is_told_and_hears_again()
    {
        await using var feed = await Store.OpenFeedAsync(Database);
        await using var listener = feed.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        await Store.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN strata_' || substr(md5('" + Store.Schema + "'), 1, 16)");

        Assert.True(await first);
        Assert.Equal("", listener.Current);
        await feed.PublishAsync("keys", "again", TestTime.Token);
        Assert.True(await listener.MoveNextAsync());
        Assert.Equal("again", listener.Current);
    }
}
