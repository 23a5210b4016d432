using Strata.Caching.Exact;
using Strata.Caching.Options;
using Strata.Caching.Semantic;
using Strata.Caching.Shared;
using Strata.Core.Identity;
using Strata.Core.Storage;
using Strata.Storage;
using Strata.Tests.Shared;

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
        var second = Cache(Shared());
        CachedAnswer? found = null;
        for (var i = 0; i < 1_000 && found is null; i++)
        {
            (found, _) = await second.FindBehindAsync(Samples.Key(1), "org/prj", new CachePolicy(), null, Token);
        }

        Assert.NotNull(found);
        Assert.NotNull(second.Find(Samples.Key(1)));
        Assert.Null((await second.FindBehindAsync(Samples.Key(1), "org/other", new CachePolicy(), null, Token)).Answer);
        Assert.Equal(1, (await second.PurgeAsync("org/prj", null, Token)).Value);
        Assert.Null((await second.FindBehindAsync(Samples.Key(1), "org/prj", new CachePolicy(), null, Token)).Answer);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task A_database_that_is_away_or_late_is_a_miss_and_then_left_alone_for_a_while()
    {
        var clock = new ManualTime();
        var database = new StubbornDatabase();
        var shared = Shared(database, clock);
        Assert.Null(await shared.FindAsync("org/prj", Samples.Key(1), Token));
        Assert.Null(await shared.FindAsync("org/prj", Samples.Key(1), Token));
        Assert.Equal(1, database.Asked);

        clock.Advance(TimeSpan.FromSeconds(6));
        database.Hangs = true;
        var late = shared.FindAsync("org/prj", Samples.Key(1), Token).AsTask();
        Assert.False(late.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await late.WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Equal(2, database.Asked);
        Assert.False((await shared.RemoveAsync("org/prj", null, Token)).IsOk);
    }

    [Fact]
    public async Task What_waits_to_be_kept_is_forgotten_too()
    {
        var shared = Shared();
        var now = TimeProvider.System.GetUtcNow();
        shared.Put(Samples.Key(1), Samples.Answer(now));
        shared.Put(Samples.Key(2), Samples.Answer(now) with { Partition = "org/other" });
        Assert.True((await shared.RemoveAsync("org/prj", null, Token)).IsOk);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = shared.RunAsync(e => Assert.Fail(e.Message), stop.Token);
        for (var i = 0; i < 100_000 && await shared.FindAsync("org/other", Samples.Key(2), Token) is null; i++)
        {
        }

        Assert.NotNull(await shared.FindAsync("org/other", Samples.Key(2), Token));
        Assert.Null(await shared.FindAsync("org/prj", Samples.Key(1), Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    [Fact]
    public async Task A_purge_reaches_the_memory_of_other_processes()
    {
        var (first, second) = (Cache(Shared()), Cache(Shared()));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var following = second.RunAsync(e => Assert.Fail(e.Message), stop.Token);
        var now = TimeProvider.System.GetUtcNow();
        await second.PutAsync(Samples.Key(1), Samples.Answer(now), new CachePolicy(), null, Token);
        await second.PutAsync(Samples.Key(2), Samples.Answer(now) with { Partition = "org/other" }, new CachePolicy(), null, Token);
        Assert.Equal(0, (await first.PurgeAsync("org/prj", null, Token)).Value);
        for (var i = 0; i < 100_000 && second.Find(Samples.Key(1)) is not null; i++)
        {
            await Task.Yield();
        }

        Assert.Null(second.Find(Samples.Key(1)));
        Assert.NotNull(second.Find(Samples.Key(2)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task What_is_too_much_leaves_the_database_by_its_end()
    {
        var options = new CacheOptions { DatabaseWait = TimeSpan.FromSeconds(5) };
        var shared = new SharedCache(storage.Database, storage.Changes, () => options, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var loop = shared.RunAsync(e => Assert.Fail(e.Message), stop.Token);
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 20; i++)
        {
            shared.Put(Samples.Key(i), Samples.Answer(now) with { ExpiresAt = now.AddHours(1 + i), Body = new byte[10_000] });
        }

        for (var i = 0; i < 100_000 && await shared.FindAsync("org/prj", Samples.Key(19), Token) is null; i++)
        {
        }

        options = options with { DatabaseBytes = 60_000 };
        await shared.SweepAsync(Token);
        Assert.Null(await shared.FindAsync("org/prj", Samples.Key(14), Token));
        Assert.NotNull(await shared.FindAsync("org/prj", Samples.Key(15), Token));
        options = options with { DatabaseBytes = 0 };
        Assert.Null(await shared.FindAsync("org/prj", Samples.Key(15), Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    private static AnswerCache Cache(SharedCache shared) =>
        new(new MemoryCache(1 << 20, TimeProvider.System), shared, new SemanticCache(TimeProvider.System, 10), new LexicalEmbedder());

    private SharedCache Shared(IDatabase? database = null, TimeProvider? time = null) =>
        new(database ?? storage.Database, storage.Changes, () => new CacheOptions { DatabaseWait = TimeSpan.FromSeconds(5) }, time ?? TimeProvider.System);
}
