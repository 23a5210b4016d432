using System.Collections.Concurrent;
using Strata.Core.Storage;
using Strata.Storage.Queues;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Queues;

public abstract class QueueContract<TStore> : StoreContract<TStore>
    where TStore : TestStore, new()
{
    private const string Mail = "mail";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private SqlWorkQueue Queue => new(Database, Store.Time, TestIds.New());

    [Fact]
    public async Task Items_come_in_order_each_once_and_only_from_their_own_queue()
    {
        await EnqueueAsync("1");
        Store.Time.Advance(TimeSpan.FromMilliseconds(1));
        await EnqueueAsync("2");
        await Queue.EnqueueAsync("other", "3", EnqueueOptions.Default, TestTime.Token);

        Assert.Equal("1", (await TakeAsync())!.Payload);
        Assert.Equal("2", (await TakeAsync())!.Payload);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task An_item_that_was_not_completed_comes_back_and_its_old_receipt_is_worth_nothing()
    {
        await EnqueueAsync("x");
        var slept = (await TakeAsync())!;
        Store.Time.Advance(Minute);
        var again = (await TakeAsync())!;

        Assert.Equal((1, 2), (slept.Delivery, again.Delivery));
        Assert.False(await Queue.CompleteAsync(slept, TestTime.Token));
        Assert.False(await Queue.AbandonAsync(slept, TimeSpan.Zero, "late", TestTime.Token));
        Assert.True(await Queue.CompleteAsync(again, TestTime.Token));
        Store.Time.Advance(Minute);
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task An_abandoned_item_waits_its_delay_and_is_a_dead_letter_after_its_last_delivery()
    {
        await EnqueueAsync("x", new EnqueueOptions { DeliveriesMax = 2 });
        Assert.True(await Queue.AbandonAsync((await TakeAsync())!, Minute, "first", TestTime.Token));
        Assert.Null(await TakeAsync());
        Store.Time.Advance(Minute);
        Assert.True(await Queue.AbandonAsync((await TakeAsync())!, Minute, "second", TestTime.Token));
        Store.Time.Advance(Minute);

        Assert.Null(await TakeAsync());
        var dead = Assert.Single(await Queue.DeadLettersAsync(Mail, 10, TestTime.Token));
        Assert.Equal(("x", 2, "second"), (dead.Payload, dead.Deliveries, dead.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_item_whose_last_delivery_ran_out_is_a_dead_letter_and_not_delivered_again(bool takeFirst)
    {
        await EnqueueAsync("poison", new EnqueueOptions { DeliveriesMax = 1 });
        await TakeAsync();
        Store.Time.Advance(Minute);
        await EnqueueAsync("sound");
        if (takeFirst)
        {
            Assert.Equal("sound", (await TakeAsync())!.Payload);
        }

        var dead = Assert.Single(await Queue.DeadLettersAsync(Mail, 10, TestTime.Token));
        Assert.Equal(("poison", QueueSql.TimedOut), (dead.Payload, dead.Reason));
    }

    [Fact]
    public async Task One_key_is_one_item_while_it_is_in_the_queue()
    {
        var options = new EnqueueOptions { IdempotencyKey = "order-7", DeliveriesMax = 1 };
        var first = await EnqueueAsync("x", options);
        Assert.Equal(first, await EnqueueAsync("x", options));
        Assert.Equal(first, await EnqueueAsync("y", options));
        await Queue.CompleteAsync((await TakeAsync())!, TestTime.Token);
        Assert.Null(await TakeAsync());

        var second = await EnqueueAsync("x", options);
        Assert.NotEqual(first, second);
        await Queue.AbandonAsync((await TakeAsync())!, TimeSpan.Zero, "bad", TestTime.Token);
        Assert.NotEqual(second, await EnqueueAsync("x", options));
    }

    [Fact]
    public async Task A_delayed_item_stays_hidden_first()
    {
        await EnqueueAsync("later", new EnqueueOptions { Delay = Minute });
        Assert.Null(await TakeAsync());
        Store.Time.Advance(Minute);

        Assert.Equal("later", (await TakeAsync())!.Payload);
    }

    [Fact]
    public async Task Workers_side_by_side_share_the_items_and_none_is_done_twice()
    {
        const int items = 60;
        for (var i = 0; i < items; i++)
        {
            await EnqueueAsync($"{i}");
        }

        await using var other = await Store.OpenAsync();
        var done = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            var queue = new SqlWorkQueue(worker % 2 == 0 ? Database : other, Store.Time, TestIds.New());
            // On PostgreSQL a taker skips rows that another is taking, and may find none: so ask until all are done.
            while (done.Count < items)
            {
                if (await queue.TakeAsync(Mail, Minute, TestTime.Token) is { } item)
                {
                    done.Add(item.Payload);
                    Assert.True(await queue.CompleteAsync(item, TestTime.Token));
                }
            }
        })));

        Assert.Equal(items, done.Distinct().Count());
        Assert.Equal(items, done.Count);
    }

    [Fact]
    public async Task A_payload_over_the_bound_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await EnqueueAsync(new string('ä', 600_000)));

    private ValueTask<string> EnqueueAsync(string payload, EnqueueOptions? options = null) =>
        Queue.EnqueueAsync(Mail, payload, options ?? EnqueueOptions.Default, TestTime.Token);

    private ValueTask<WorkItem?> TakeAsync() => Queue.TakeAsync(Mail, Minute, TestTime.Token);
}
