using Strata.Core.Storage;
using Strata.Storage.Leases;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Leases;

public abstract class LeaseContract<TStore> : StoreContract<TStore>
    where TStore : TestStore, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private SqlLeases Leases => new(Database, Store.Time);

    [Fact]
    public async Task A_lease_has_one_holder_until_it_ends_and_the_next_has_a_larger_token()
    {
        var first = await TakeAsync("a");
        Assert.Null(await TakeAsync("b"));
        Store.Time.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.Null(await TakeAsync("b"));

        Store.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = await TakeAsync("b");

        Assert.True(second!.Token > first!.Token);
        Assert.Equal(Store.Time.GetUtcNow() + Minute, second.ExpiresAt);
    }

    [Fact]
    public async Task A_renewed_lease_lasts_longer()
    {
        var lease = (await TakeAsync("a"))!;
        Store.Time.Advance(Minute / 2);
        var renewed = await Leases.RenewAsync(lease, Minute, TestTime.Token);
        Store.Time.Advance(Minute * 0.75);

        Assert.Equal(lease.Token, renewed!.Token);
        Assert.Null(await TakeAsync("b"));
    }

    [Fact]
    public async Task A_lease_that_ended_cannot_be_renewed_nor_released_from_under_the_next_holder()
    {
        var lost = (await TakeAsync("a"))!;
        Store.Time.Advance(Minute);
        Assert.Null(await Leases.RenewAsync(lost, Minute, TestTime.Token));
        await TakeAsync("b");
        await Leases.ReleaseAsync(lost, TestTime.Token);

        Assert.Null(await TakeAsync("c"));
    }

    [Fact]
    public async Task A_released_lease_is_free_at_once_and_its_token_goes_on_growing()
    {
        var first = (await TakeAsync("a"))!;
        await Leases.ReleaseAsync(first, TestTime.Token);

        Assert.True((await TakeAsync("b"))!.Token > first.Token);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_it()
    {
        await using var other = await Store.OpenAsync();
        var granted = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
            await new SqlLeases(number % 2 == 0 ? Database : other, Store.Time).TryAcquireAsync("job", $"holder{number}", Minute, TestTime.Token))));

        Assert.Single(granted, lease => lease is not null);
    }

    private ValueTask<Lease?> TakeAsync(string holder) => Leases.TryAcquireAsync("job", holder, Minute, TestTime.Token);
}
