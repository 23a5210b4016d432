using Strata.Caching.Exact;
using Strata.Caching.Semantic;
using Strata.Caching.Shared;
using Strata.Core.Identity;
using Strata.Storage;

namespace Strata.Caching.Tests.Shared;

public sealed class SharedCacheTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "strata-cache-" + Path.GetRandomFileName());
    private StorageSet storage = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), Token)).Value;
        Assert.True((await storage.Database.MigrateAsync([CacheMigrations.Answers], Token)).IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Another_process_finds_what_this_one_kept_and_no_other_tenant_does()
    {
        var first = Shared();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = first.RunAsync(e => Assert.Fail(e.Message), stop.Token);
        first.Put(Samples.Key(1), Samples.Answer(TimeProvider.System.GetUtcNow()));
        var second = new AnswerCache(new MemoryCache(1 << 20, TimeProvider.System), Shared(), new SemanticCache(TimeProvider.System, 10), new LexicalEmbedder());
        CachedAnswer? found = null;
        for (var i = 0; i < 1_000 && found is null; i++)
        {
            (found, _) = await second.FindBehindAsync(Samples.Key(1), "org/prj", new CachePolicy(), null, Token);
        }

        Assert.NotNull(found);
        Assert.NotNull(second.Find(Samples.Key(1)));
        Assert.Null((await second.FindBehindAsync(Samples.Key(1), "org/other", new CachePolicy(), null, Token)).Answer);
        Assert.Equal(1, await second.PurgeAsync("org/prj", null, Token));
        Assert.Null((await second.FindBehindAsync(Samples.Key(1), "org/prj", new CachePolicy(), null, Token)).Answer);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    private SharedCache Shared() => new(storage.Database, TimeProvider.System, TimeSpan.FromSeconds(5));
}
