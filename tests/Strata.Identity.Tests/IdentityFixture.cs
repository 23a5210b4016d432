using Strata.Core.Identity;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Storage;
using Strata.Tests.Shared;

namespace Strata.Identity.Tests;

/// <summary>All stores of identities on one scratch database.</summary>
internal sealed class IdentityFixture : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "strata-identity-" + Path.GetRandomFileName());

    private IdentityFixture()
    {
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new();

    public StorageSet Storage { get; private set; } = null!;

    public AuditLog Audit { get; private set; } = null!;

    public DirectoryStore Directory { get; private set; } = null!;

    public KeyStore Keys { get; private set; } = null!;

    public Caller Owner { get; private set; } = null!;

    public static async Task<IdentityFixture> OpenAsync()
    {
        var fixture = new IdentityFixture();
        var ids = new TimeOrderedIds(fixture.Time);
        fixture.Storage = (await StorageModule.OpenAsync(new StorageOptions { Directory = fixture.folder }, TimeProvider.System, ids, Token)).Value;
        Assert.True((await fixture.Storage.Database.MigrateAsync([KeyMigrations.Keys, DirectoryMigrations.Directory, AuditMigrations.Chain], Token)).IsOk);
        var parts = new IdentityStorage(fixture.Storage.Database, fixture.Storage.Changes, ids, fixture.Time);
        var hasher = KeyHasher.Open(null, fixture.folder);
        fixture.Audit = new AuditLog(fixture.Storage.Database, fixture.Time, hasher.Derive("audit"));
        fixture.Directory = new DirectoryStore(parts, fixture.Audit);
        fixture.Keys = new KeyStore(parts, hasher, fixture.Directory, fixture.Audit);
        await fixture.Directory.ReloadAsync(Token);
        fixture.Owner = fixture.Keys.Authenticate((await fixture.Keys.EnsureFirstAdminAsync(Token))!.Secret).Value;
        return fixture;
    }

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        await Storage.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
