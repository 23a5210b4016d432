using Strata.Storage;

namespace Strata.Budgets.Tests.Support;

public sealed class SqliteStore : TestStore
{
    private readonly string folder = Directory.CreateTempSubdirectory("strata-budgets-").FullName;

    internal override ValueTask<StorageOptions> PrepareAsync() => ValueTask.FromResult(new StorageOptions { Directory = folder });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
