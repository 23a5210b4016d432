using Strata.Core.Storage;

namespace Strata.Storage.Tests.Support;

/// <summary>The base of a suite that both sides of a seam pass.</summary>
public abstract class StoreContract<TStore> : IAsyncLifetime
    where TStore : TestStore, new()
{
    internal TStore Store { get; } = new();

    internal IDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Store.PrepareAsync();
        Database = await Store.OpenAsync();
        Assert.True((await Database.MigrateAsync(StorageModule.Migrations, TestTime.Token)).IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
