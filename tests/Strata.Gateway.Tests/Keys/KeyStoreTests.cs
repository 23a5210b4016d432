using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Following;
using Strata.Identity;
using Strata.Identity.Audit;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Core.Storage;
using Strata.Gateway.Tests.Support;
using Strata.Storage;
using Strata.Tests.Shared;

namespace Strata.Gateway.Tests.Keys;

public sealed class KeyStoreTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "strata-keys-" + Path.GetRandomFileName());
    private readonly ManualTime time = new();
    private StorageSet storage = null!;

    private static CancellationToken Token => TestHost.Token;

    public async ValueTask InitializeAsync()
    {
        storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = folder }, TimeProvider.System, new TimeOrderedIds(time), Token)).Value;
        Assert.True((await storage.Database.MigrateAsync(new GatewayModule(folder).Migrations, Token)).IsOk);
    }

    [Fact]
    public async Task The_first_admin_is_made_once_and_shown_once()
    {
        using var store = Store();
        var first = await store.EnsureFirstAdminAsync(Token);
        Assert.StartsWith("sk-strata-", first!.Secret);
        Assert.Equal(Role.Owner, store.Authenticate(first.Secret).Value.Role);
        Assert.Null(await store.EnsureFirstAdminAsync(Token));
        using var again = Store();
        Assert.Null(await again.EnsureFirstAdminAsync(Token));
        Assert.True(again.Authenticate(first.Secret).IsOk);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_that_call_on()
    {
        using var store = Store();
        var owner = await OwnerAsync(store);
        var made = (await store.CreateAsync(owner, new KeyDraft { Name = "app" }, Token)).Value;
        Assert.True(store.Authenticate(made.Secret).IsOk);
        await store.RevokeAsync(owner, made.Key.Id, Token);
        Assert.Equal(ProblemCode.Unauthenticated, store.Authenticate(made.Secret).Problem.Code);
        Assert.False(store.FindActive(made.Key.Id).IsOk);
    }

    [Fact]
    public async Task A_revocation_holds_although_its_caller_left_meanwhile()
    {
        using var leaving = new CancellationTokenSource();
        var database = new AwayDatabase(storage.Database);
        using var store = Store(database, KeyHasher.Open(null, folder));
        var owner = await OwnerAsync(store);
        var made = (await store.CreateAsync(owner, new KeyDraft { Name = "app" }, Token)).Value;
        database.Committed = leaving.Cancel;
        await store.RevokeAsync(owner, made.Key.Id, leaving.Token);
        Assert.Equal(ProblemCode.Unauthenticated, store.Authenticate(made.Secret).Problem.Code);
    }

    [Fact]
    public async Task Another_store_on_the_same_database_hears_of_a_revocation()
    {
        using var one = Store();
        using var other = Store();
        var owner = await OwnerAsync(one);
        var made = (await one.CreateAsync(owner, new KeyDraft { Name = "app" }, Token)).Value;
        using var listener = new KeyFeedListener(other, storage.Changes, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<KeyFeedListener>.Instance);
        await listener.StartAsync(Token);
        Assert.True(other.Authenticate(made.Secret).IsOk);
        await one.RevokeAsync(owner, made.Key.Id, Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (other.Authenticate(made.Secret).IsOk)
        {
            await one.ReloadAsync(limit.Token); // gives the feed's thread a turn
            await Task.Yield();
        }

        await listener.StopAsync(Token);
    }

    [Fact]
    public async Task A_key_ends_by_the_clock()
    {
        using var store = Store();
        var owner = await OwnerAsync(store);
        var made = (await store.CreateAsync(owner, new KeyDraft { Name = "app", ExpiresAt = time.GetUtcNow().AddHours(1) }, Token)).Value;
        Assert.True(store.Authenticate(made.Secret).IsOk);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("expired", store.Authenticate(made.Secret).Problem.Message);
    }

    [Fact]
    public async Task Nobody_grants_or_changes_more_than_they_have()
    {
        using var store = Store();
        var owner = await OwnerAsync(store);
        var admin = store.Authenticate((await store.CreateAsync(owner, new KeyDraft { Name = "admin", Role = Role.Admin }, Token)).Value.Secret).Value;
        Assert.Equal(ProblemCode.Forbidden, (await store.CreateAsync(admin, new KeyDraft { Name = "x", Role = Role.Owner }, Token)).Problem.Code);
        Assert.Equal(ProblemCode.Forbidden, (await store.RevokeAsync(admin, owner.KeyId, Token)).Problem.Code);
        Assert.True(store.FindActive(owner.KeyId).IsOk);
    }

    [Fact]
    public async Task The_database_holds_neither_the_secret_nor_what_it_can_be_found_by()
    {
        using var store = Store();
        var first = (await store.EnsureFirstAdminAsync(Token))!;
        using var elsewhere = Store(storage.Database, new KeyHasher(new byte[KeyHasher.PepperBytes]));
        await elsewhere.ReloadAsync(Token);
        Assert.Equal(1, elsewhere.Count);
        Assert.False(elsewhere.Authenticate(first.Secret).IsOk);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "secrets", "key-pepper")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-strata-")]
    [InlineData("\uD800")]
    public async Task What_is_no_key_is_refused_without_a_crash(string secret)
    {
        using var store = Store();
        await store.EnsureFirstAdminAsync(Token);
        Assert.False(store.Authenticate(secret).IsOk);
        Assert.False(store.Authenticate(new string('k', 10_000)).IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private KeyStore Store() => Store(storage.Database, KeyHasher.Open(null, folder));

    private KeyStore Store(IDatabase database, KeyHasher hasher)
    {
        var parts = new IdentityStorage(database, storage.Changes, new TimeOrderedIds(time), time);
        var audit = new AuditLog(database, time, hasher.Derive("audit"));
        return new KeyStore(parts, hasher, new DirectoryStore(parts, audit), audit);
    }

    private static async Task<Caller> OwnerAsync(KeyStore store) => store.Authenticate((await store.EnsureFirstAdminAsync(Token))!.Secret).Value;
}
