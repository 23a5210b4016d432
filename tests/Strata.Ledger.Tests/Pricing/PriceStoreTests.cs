using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Ledger.Pricing;
using Strata.Ledger.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Ledger.Tests.Pricing;

public sealed class PriceStoreTests
{
    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Edits_and_imports_come_into_force_over_the_configuration_and_keep_their_dates(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var time = new ManualTime();
        var store = new PriceStore(host.Database, host.Changes, new TimeOrderedIds(time), time);
        var live = new Live<PriceBook>(new PriceBook([]));
        var keeper = new PriceKeeper(store, host.Changes, live, time);
        keeper.Configure(new Dictionary<string, PriceOptions> { ["up/m"] = new() { Input = 1 } });
        decimal? Now(string model) => live.Current.Find(new PriceQuestion(model, "", time.GetUtcNow()) { Public = model, Organization = "o" })?.Entry.Prices.Input;
        Assert.Equal(1, Now("up/m"));
        Assert.Equal(2.5m, Now("openai/gpt-4o"));

        var edited = new PriceEntry { Model = "up/m", Prices = new PriceOptions { Input = 2 } };
        Assert.True((await store.PutAsync(edited, "ann", LedgerHost.Token)).IsOk);
        Assert.True((await store.PutAsync(edited with { Contract = "org:o", ValidFrom = time.GetUtcNow().AddDays(1), Prices = new PriceOptions { Input = 3 } }, "ann", LedgerHost.Token)).IsOk);
        Assert.True((await store.PutAsync(edited with { Prices = new PriceOptions { Input = 2.25m } }, "bob", LedgerHost.Token)).IsOk); // replaces
        await keeper.RefreshAsync(LedgerHost.Token);
        Assert.Equal(2.25m, Now("up/m"));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(3, Now("up/m"));

        PriceEntry Listed(string model, decimal input) => new() { Model = model, Prices = new PriceOptions { Input = input } };
        Assert.Equal(new ImportReport(2, 0, 0), await store.ImportAsync([Listed("x/a", 1), Listed("x/b", 1)], "ann", LedgerHost.Token));
        var then = time.GetUtcNow();
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new ImportReport(0, 1, 1), await store.ImportAsync([Listed("x/a", 1), Listed("x/b", 7)], "ann", LedgerHost.Token));
        await keeper.RefreshAsync(LedgerHost.Token);
        Assert.Equal(7, Now("x/b"));
        Assert.Equal(1, live.Current.Find(new PriceQuestion("x/b", "", then))!.Entry.Prices.Input);

        var all = await store.ListAsync(LedgerHost.Token);
        Assert.Equal(5, all.Count);
        Assert.Equal("bob", all.Single(p => p.Entry.Prices.Input == 2.25m).EditedBy);
        Assert.True((await store.DeleteAsync(all.Single(p => p.Entry.Prices.Input == 3).Id, LedgerHost.Token)).IsOk);
        Assert.False((await store.DeleteAsync("price_none", LedgerHost.Token)).IsOk);
        Assert.False((await store.PutAsync(edited with { Contract = "everyone" }, "ann", LedgerHost.Token)).IsOk);
        Assert.False((await store.PutAsync(edited with { Model = "" }, "ann", LedgerHost.Token)).IsOk);
        Assert.False((await store.PutAsync(edited with { Prices = new PriceOptions { Input = -1 } }, "ann", LedgerHost.Token)).IsOk);
        await keeper.RefreshAsync(LedgerHost.Token);
        Assert.Equal(2.25m, Now("up/m"));
    }

    [Fact]
    public async Task A_change_reaches_the_book_through_the_feed()
    {
        await using var host = await LedgerHost.StartAsync();
        var store = new PriceStore(host.Database, host.Changes, new TimeOrderedIds(TimeProvider.System), TimeProvider.System);
        var live = new Live<PriceBook>(new PriceBook([]));
        var keeper = new PriceKeeper(store, host.Changes, live, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LedgerHost.Token);
        var running = keeper.RunAsync(_ => { }, stop.Token);
        for (var i = 1; live.Current.Find("up/m", "") is null; i++)
        {
            LedgerHost.Token.ThrowIfCancellationRequested();
            await store.PutAsync(new PriceEntry { Model = "up/m", Prices = new PriceOptions { Input = i } }, "ann", LedgerHost.Token); // the listener may not listen yet
            await Task.Yield();
        }

        await stop.CancelAsync();
        await running;
    }
}
