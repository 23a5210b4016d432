using Strata.Storage.Feeds;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Feeds;

public abstract class FeedContract<TStore> : StoreContract<TStore>
    where TStore : TestStore, new()
{
    [Fact]
    public async Task A_listener_hears_its_topic_in_order_and_no_other()
    {
        await using var feed = await Store.OpenFeedAsync(Database);
        await using var listener = feed.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        await feed.PublishAsync("models", "not for us", TestTime.Token);
        await feed.PublishAsync("keys", "key_1\nrevoked", TestTime.Token);
        await feed.PublishAsync("keys", "key_2", TestTime.Token);

        Assert.True(await first);
        Assert.Equal("key_1\nrevoked", listener.Current);
        Assert.True(await listener.MoveNextAsync());
        Assert.Equal("key_2", listener.Current);
    }

    [Fact]
    public async Task A_payload_at_the_bound_arrives_whole_and_one_above_it_is_refused()
    {
        await using var feed = await Store.OpenFeedAsync(Database);
        await using var listener = feed.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        var payload = string.Concat(Enumerable.Repeat("ä", ChangeHub.PayloadBytesMax / 2));
        await feed.PublishAsync("keys", payload, TestTime.Token);

        Assert.True(await first);
        Assert.Equal(payload, listener.Current);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await feed.PublishAsync("keys", payload + "x", TestTime.Token));
    }

    [Fact]
    public async Task A_listener_ends_when_the_feed_closes()
    {
        var feed = await Store.OpenFeedAsync(Database);
        await using var listener = feed.ListenAsync("keys", TestTime.Token).GetAsyncEnumerator();
        var first = listener.MoveNextAsync();
        await feed.DisposeAsync();

        Assert.False(await first);
    }
}
