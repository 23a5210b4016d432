using Strata.Budgets.Storage;
using Strata.Core.Identity;
using Strata.Storage;
using Strata.Tests.Shared;

namespace Strata.Budgets.Tests.Support;

/// <summary>One kind of database, with data of one test's own; opened twice it is two processes'.</summary>
public abstract class TestStore : IAsyncDisposable
{
    private readonly List<StorageSet> opened = [];

    internal ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Skips the test where this kind is not to be had here.</summary>
    internal abstract ValueTask<StorageOptions> PrepareAsync();

    internal async ValueTask<StorageSet> OpenAsync()
    {
        var set = (await StorageModule.OpenAsync(await PrepareAsync(), TimeProvider.System, new TimeOrderedIds(TimeProvider.System), TestTime.Token)).Value;
        opened.Add(set);
        Assert.True((await set.Database.MigrateAsync(BudgetMigrations.All, TestTime.Token)).IsOk);
        return set;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var set in opened)
        {
            await set.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
