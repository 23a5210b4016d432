using System.Data.Common;
using System.Net;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;
using Strata.Identity.Tenants;

namespace Strata.Identity.Keys;

/// <summary>
/// The keys of this installation. Authentication reads an index in memory: no lock, no input or output, the same cost for
/// one key and ten thousand. Changes go to the database first, then into the index, then to other processes by the change feed; each costs
/// the reading of one row here and there.
/// </summary>
public sealed class KeyStore(IdentityStorage storage, KeyHasher hasher, DirectoryStore directory, AuditLog audit) : IAuthenticator, IDisposable
{
    /// <summary>The change feed's topic.</summary>
    public const string Topic = "gateway.keys";

    /// <summary>The longest time that a rotated secret goes on holding.</summary>
    public static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    private readonly KeyTable table = new(storage.Database);
    private readonly SemaphoreSlim changing = new(1);
    private KeyIndex index = new([]);

    /// <summary>Raised with all keys when they are about to be in force: their limits hold before their first request.</summary>
    public event Action<IEnumerable<KeyRecord>>? Changing;

    /// <summary>Raised with one key that is about to be in force, and what was known of it; null where it is new.</summary>
    public event Action<KeyRecord, KeyRecord?>? ChangingOne;

    /// <summary>Rows of keys that were read so far.</summary>
    internal long RowsRead { get; private set; }

    /// <summary>All keys of all projects, revoked ones included.</summary>
    public IEnumerable<KeyRecord> All => Volatile.Read(ref index).All;

    /// <summary>How many keys there are, revoked ones included.</summary>
    public int Count => Volatile.Read(ref index).Count;

    /// <inheritdoc/>
    public Result<Caller> Authenticate(ReadOnlySpan<char> secret, IPAddress? address = null)
    {
        var entry = hasher.TryHash(secret, out var hash) ? Volatile.Read(ref index).Find(hash) : null;
        return Admit(entry, address);
    }

    /// <summary>The caller behind a key that is valid now, by its id: for a signed-in browser.</summary>
    public Result<Caller> FindActive(string id, IPAddress? address = null) =>
        Admit(Find(id) is { } key ? new KeyIndex.Entry(key, KeyIndex.CallerOf(key), null) : null, address);

    /// <summary>A key by its id, revoked or not; null where there is none.</summary>
    public KeyRecord? Find(string id) => Volatile.Read(ref index).Find(id);

    /// <summary>The oldest owner's key that is accepted now; null where there is none.</summary>
    public KeyRecord? FirstOwner() =>
        Volatile.Read(ref index).All.Where(k => k.Role == Role.Owner && k.IsActive(storage.Time.GetUtcNow())).MinBy(k => k.Id, StringComparer.Ordinal);

    /// <summary>The keys of a project, newest first.</summary>
    public IReadOnlyList<KeyRecord> List(string project) =>
        [.. Volatile.Read(ref index).All.Where(k => k.Project == project).OrderByDescending(k => k.Id, StringComparer.Ordinal)];

    /// <summary>The keys of all teams of an organisation, newest first: for its administrators.</summary>
    public IReadOnlyList<KeyRecord> ListAll(string organization) =>
        [.. Volatile.Read(ref index).All.Where(k => k.Organization == organization).OrderByDescending(k => k.Id, StringComparer.Ordinal)];

    /// <summary>Makes a key in the caller's team, or in another of the organisation. Nobody grants more than they have.</summary>
    public async ValueTask<Result<CreatedKey>> CreateAsync(Caller by, KeyDraft draft, CancellationToken cancellationToken)
    {
        var tenant = (by.Organization, Project: draft.Team ?? by.Project);
        if (KeyChecks.Check(draft, storage.Time.GetUtcNow()) is { } problem)
        {
            return problem;
        }

        if (!by.Is(draft.Role))
        {
            return new Problem(ProblemCode.Forbidden, $"A key with role {by.Role} cannot create one with role {draft.Role}. Ask an owner.") { Field = "role" };
        }

        if (draft.Team is not null && draft.Team != by.Project && directory.Current.Team(by.Organization, draft.Team) is not { ArchivedAt: null })
        {
            return Problem.NotFound($"There is no team '{draft.Team}' in this organisation.", "team");
        }

        if (draft.User.Length > 0 && directory.Current.User(by.Organization, draft.User) is not { DisabledAt: null })
        {
            return Problem.NotFound($"There is no user '{draft.User}' in this organisation.", "user");
        }

        return await AddAsync(draft, tenant, by, cancellationToken) is { } created ? created : new Problem(ProblemCode.Internal, "The key was not stored.");
    }

    /// <summary>Makes the first owner's key of a new installation.</summary>
    /// <returns>The key with its secret, to be shown once; null where the store has a key already.</returns>
    public async ValueTask<CreatedKey?> EnsureFirstAdminAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        return Count > 0 ? null
            : await AddAsync(new KeyDraft { Name = "first admin", Role = Role.Owner }, (KeyMigrations.DefaultOrganization, KeyMigrations.DefaultProject), null, cancellationToken);
    }

    /// <summary>Revokes a key of the caller's organisation; refused from the return of this call on in this process, within a second in others.</summary>
    public ValueTask<Result<KeyRecord>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken) =>
        ChangeAsync(by, id, "key.revoke", (c, t, token) => KeyTable.RevokeAsync(c, t, (by.Organization, id, storage.Time.GetUtcNow()), token), cancellationToken);

    /// <summary>Sets or takes away the end of a key.</summary>
    public ValueTask<Result<KeyRecord>> ExpireAsync(Caller by, string id, DateTimeOffset? at, CancellationToken cancellationToken) =>
        UpdateAsync(by, id, key => key with { ExpiresAt = at }, cancellationToken);

    /// <summary>Changes what a key may do: name, models, limits, scopes, ranges, tags, user, end. Its id, team, role and secret stay.</summary>
    public async ValueTask<Result<KeyRecord>> UpdateAsync(Caller by, string id, Func<KeyRecord, KeyRecord> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (Reachable(by, id) is not { } key)
        {
            return Missing(id);
        }

        var changed = change(key);
        return KeyChecks.Check(KeyChecks.DraftOf(changed), null) is { } problem ? problem
            : await ChangeAsync(by, id, "key.change", (c, t, token) => KeyTable.ChangeAsync(c, t, changed with { Id = key.Id, Organization = key.Organization }, token), cancellationToken);
    }

    /// <summary>Gives a key a new secret; the old one holds for a while beside it. Id, budgets and history stay.</summary>
    /// <returns>The key with its new secret, to be shown once.</returns>
    public async ValueTask<Result<CreatedKey>> RotateAsync(Caller by, string id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        if (overlap < TimeSpan.Zero || overlap > OverlapMax)
        {
            return Problem.Invalid($"The old secret can hold on for 0 to {OverlapMax.TotalDays} days.", "overlap");
        }

        var secret = KeySecret.New();
        hasher.TryHash(secret, out var hash);
        var rotated = await ChangeAsync(
            by,
            id,
            "key.rotate",
            (c, t, token) => Find(id) is { } key ? KeyTable.RotateAsync(c, t, (key, hash, KeySecret.HintOf(secret), storage.Time.GetUtcNow() + overlap), token) : Task.FromResult(0),
            cancellationToken);
        return rotated.Try(out var changed, out var problem) ? new CreatedKey(changed, secret) : problem;
    }

    /// <summary>Reads all keys again.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            var rows = await table.ReadAllAsync(cancellationToken);
            RowsRead += rows.Count;
            var next = new KeyIndex(rows);
            Changing?.Invoke(next.All);
            Volatile.Write(ref index, next);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Reads one key again: what another process says of it.</summary>
    public async ValueTask RefreshAsync(string id, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            if (await table.ReadAsync(id, cancellationToken) is var (hash, old, key))
            {
                RowsRead++;
                ChangingOne?.Invoke(key, index.Find(id));
                index.Put(hash, old, key);
            }
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private async ValueTask<CreatedKey?> AddAsync(KeyDraft draft, (string Organization, string Project) tenant, Caller? by, CancellationToken cancellationToken)
    {
        var secret = KeySecret.New();
        hasher.TryHash(secret, out var hash);
        var key = KeyChecks.RecordOf(draft, storage.Ids.Next("key"), tenant) with { Hint = KeySecret.HintOf(secret), CreatedAt = storage.Time.GetUtcNow() };
        var stored = await storage.Database.WriteAsync(
            async (connection, transaction, token) =>
            {
                // The chain's end is locked first: of two processes on an empty store, the second sees the first one's key.
                await audit.AppendAsync(connection, transaction, by ?? KeyIndex.CallerOf(key), new AuditEntry(by is null ? "key.first" : "key.create", key.Id, $"{key.Name}, {key.Role}"), token);
                return (by is not null || await KeyTable.IsEmptyAsync(connection, transaction, token)) && await KeyTable.InsertAsync(connection, transaction, (hash, key), token) == 1;
            },
            cancellationToken);
        if (!stored)
        {
            return null;
        }

        await PublishAsync(key.Id);
        return new CreatedKey(Find(key.Id) ?? key, secret);
    }

    /// <summary>Administrators reach the keys of their organisation, everyone else those of their own team.</summary>
    private KeyRecord? Reachable(Caller by, string id) =>
        Find(id) is { } key && key.Organization == by.Organization && (key.Project == by.Project || by.Is(Role.Admin)) ? key : null;

    /// <summary>Nobody changes a key that may do more than their own.</summary>
    private async ValueTask<Result<KeyRecord>> ChangeAsync(Caller by, string id, string action, Func<DbConnection, DbTransaction, CancellationToken, Task<int>> change, CancellationToken cancellationToken)
    {
        if (Reachable(by, id) is not { } known)
        {
            return Missing(id);
        }

        if (!by.Is(known.Role))
        {
            return new Problem(ProblemCode.Forbidden, $"A key with role {by.Role} cannot change one with role {known.Role}. Ask an owner.");
        }

        var changed = await storage.Database.WriteAsync(
            async (connection, transaction, token) =>
            {
                await audit.AppendAsync(connection, transaction, by, new AuditEntry(action, id, known.Name), token);
                return await change(connection, transaction, token);
            },
            cancellationToken);
        await PublishAsync(id);
        return changed == 1 && Find(id) is { } key ? key : Missing(id);
    }

    /// <summary>The change is in the database: a caller who leaves now must not keep it from being in force.</summary>
    private async ValueTask PublishAsync(string id)
    {
        await RefreshAsync(id, CancellationToken.None);
        await storage.Feed.PublishAsync(Topic, id, CancellationToken.None);
    }

    private Result<Caller> Admit(KeyIndex.Entry? entry, IPAddress? address)
    {
        if (entry is null)
        {
            return Refused("The API key is not known here. Check it, or create one with 'strata keys create'.");
        }

        var (key, now) = (entry.Key, storage.Time.GetUtcNow());
        if (!key.IsActive(now))
        {
            return Refused(key.RevokedAt is null ? "This API key has expired. Ask an administrator for a new one." : "This API key was revoked. Ask an administrator for a new one.");
        }

        if (entry.Until is { } until && now >= until)
        {
            return Refused("This secret was replaced by a rotation of its key. Use the new one.");
        }

        if (!directory.Current.IsInUse(key.Project, key.User))
        {
            return Refused("The team or user of this API key is locked. Ask an administrator.");
        }

        return key.Ranges.Count == 0 || (address is not null && key.Ranges.Any(r => r.Contains(address))) ? entry.Caller
            : Refused("This API key does not hold at the address that this request comes from.");
    }

    private static Problem Missing(string id) => Problem.NotFound($"There is no key '{id}' in this project. 'strata keys list' shows those there are.", "id");

    private static Problem Refused(string message) => new(ProblemCode.Unauthenticated, message);
}
