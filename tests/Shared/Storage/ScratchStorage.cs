using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage;

namespace Strata.Tests.Shared.Storage;

/// <summary>Storage in a folder of its own, deleted at the end.</summary>
internal sealed class ScratchStorage : IAsyncDisposable
{
    private readonly StorageSet set;

    private ScratchStorage(string folder, StorageSet set) => (Folder, this.set) = (folder, set);

    public string Folder { get; }

    public IAppendLogs Logs => set.Logs;

    public static async Task<ScratchStorage> OpenAsync(IReadOnlyList<Migration> migrations, string? postgres = null)
    {
        var folder = Directory.CreateTempSubdirectory("strata-test-").FullName;
        var set = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder, Postgres = postgres }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), default)).Value;
        Assert.True((await set.Database.MigrateAsync(migrations, default)).IsOk);
        return new ScratchStorage(folder, set);
    }

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(set.Database).AddSingleton(set.Logs).AddSingleton<IIdSource>(new TimeOrderedIds(TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await set.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
