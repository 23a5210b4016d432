using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>
/// The keys of this installation. Authentication reads an immutable snapshot: no lock, no input or output, the same cost for
/// one key and ten thousand. Changes go to the database first, then into the snapshot, then to other processes by the change feed.
/// </summary>
public sealed class KeyStore : IAuthenticator, IDisposable
{
    /// <summary>The change feed's topic.</summary>
    public const string Topic = "gateway.keys";
    private readonly KeyTable table;
    private readonly IChangeFeed feed;
    private readonly IIdSource ids;
    private readonly TimeProvider time;
    private readonly KeyHasher hasher;
    private readonly SemaphoreSlim changing = new(1);
    private KeySnapshot snapshot = KeySnapshot.Empty;

    /// <summary>The keys of a database. <see cref="ReloadAsync"/> reads them first.</summary>
    public KeyStore(IDatabase database, IChangeFeed feed, IIdSource ids, TimeProvider time, KeyHasher hasher)
    {
        table = new KeyTable(database);
        this.feed = feed;
        this.ids = ids;
        this.time = time;
        this.hasher = hasher;
    }

    /// <summary>Raised with the keys that are about to be in force: their limits hold before their first request.</summary>
    public event Action<IEnumerable<KeyRecord>>? Changing;

    /// <summary>All keys of all projects, revoked ones included.</summary>
    public IEnumerable<KeyRecord> All => Volatile.Read(ref snapshot).All;

    /// <summary>How many keys there are, revoked ones included.</summary>
    public int Count => Volatile.Read(ref snapshot).Count;

    /// <inheritdoc/>
    public Result<Caller> Authenticate(ReadOnlySpan<char> secret)
    {
        var entry = hasher.TryHash(secret, out var hash) ? Volatile.Read(ref snapshot).Find(hash) : null;
        return Admit(entry);
    }

    /// <summary>The caller behind a key that is valid now, by its id: for a signed-in browser.</summary>
    public Result<Caller> FindActive(string id) =>
        Admit(Find(id) is { } key ? new KeySnapshot.Entry(key, KeySnapshot.CallerOf(key)) : null);

    /// <summary>A key by its id, revoked or not; null where there is none.</summary>
    public KeyRecord? Find(string id) => Volatile.Read(ref snapshot).Find(id);

    /// <summary>The oldest owner's key that is accepted now; null where there is none.</summary>
    public KeyRecord? FirstOwner() =>
        Volatile.Read(ref snapshot).All.Where(k => k.Role == Role.Owner && k.IsActive(time.GetUtcNow())).MinBy(k => k.Id, StringComparer.Ordinal);

    /// <summary>The keys of a project, newest first.</summary>
    public IReadOnlyList<KeyRecord> List(string project) =>
        [.. Volatile.Read(ref snapshot).All.Where(k => k.Project == project).OrderByDescending(k => k.Id, StringComparer.Ordinal)];

    /// <summary>Makes a key in the caller's project. Only an owner makes administrators' superiors: nobody grants more than they have.</summary>
    public async ValueTask<Result<CreatedKey>> CreateAsync(Caller by, KeyDraft draft, CancellationToken cancellationToken)
    {
        if (CheckDraft(draft) is { } problem)
        {
            return problem;
        }

        if (!by.Is(draft.Role))
        {
            return new Problem(ProblemCode.Forbidden, $"A key with role {by.Role} cannot create one with role {draft.Role}. Ask an owner.") { Field = "role" };
        }

        return await AddAsync(draft, (by.Organization, by.Project), onlyWhenEmpty: false, cancellationToken) is { } created
            ? created
            : new Problem(ProblemCode.Internal, "The key was not stored.");
    }

    /// <summary>Makes the first owner's key of a new installation.</summary>
    /// <returns>The key with its secret, to be shown once; null where the store has a key already.</returns>
    public async ValueTask<CreatedKey?> EnsureFirstAdminAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        return Count > 0 ? null
            : await AddAsync(new KeyDraft { Name = "first admin", Role = Role.Owner }, (KeyMigrations.DefaultOrganization, KeyMigrations.DefaultProject), onlyWhenEmpty: true, cancellationToken);
    }

    /// <summary>Revokes a key of the caller's project; refused from the return of this call on in this process, within a second in others.</summary>
    public ValueTask<Result<KeyRecord>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken) =>
        ChangeAsync(by, id, t => table.RevokeAsync(by.Project, id, time.GetUtcNow(), t), cancellationToken);

    /// <summary>Sets or takes away the end of a key of the caller's project.</summary>
    public ValueTask<Result<KeyRecord>> ExpireAsync(Caller by, string id, DateTimeOffset? at, CancellationToken cancellationToken) =>
        ChangeAsync(by, id, t => table.ExpireAsync(by.Project, id, at, t), cancellationToken);

    /// <summary>Reads all keys again.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            var next = new KeySnapshot(await table.ReadAllAsync(cancellationToken));
            Changing?.Invoke(next.All);
            Volatile.Write(ref snapshot, next);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private async ValueTask<CreatedKey?> AddAsync(KeyDraft draft, (string Organization, string Project) tenant, bool onlyWhenEmpty, CancellationToken cancellationToken)
    {
        var secret = KeySecret.New();
        hasher.TryHash(secret, out var hash);
        var key = new KeyRecord
        {
            Id = ids.Next("key"),
            Name = draft.Name.Trim(),
            Organization = tenant.Organization,
            Project = tenant.Project,
            Role = draft.Role,
            Hint = KeySecret.HintOf(secret),
            Models = draft.Models,
            Limits = draft.Limits,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = draft.ExpiresAt,
        };
        if (!await table.InsertAsync(hash, key, onlyWhenEmpty, cancellationToken))
        {
            return null;
        }

        await PublishAsync(key.Id);
        return new CreatedKey(Find(key.Id) ?? key, secret);
    }

    /// <summary>Nobody changes a key that may do more than their own.</summary>
    private async ValueTask<Result<KeyRecord>> ChangeAsync(Caller by, string id, Func<CancellationToken, ValueTask<bool>> change, CancellationToken cancellationToken)
    {
        if (Find(id) is { } known && known.Project == by.Project && !by.Is(known.Role))
        {
            return new Problem(ProblemCode.Forbidden, $"A key with role {by.Role} cannot change one with role {known.Role}. Ask an owner.");
        }

        if (!await change(cancellationToken))
        {
            return Missing(id);
        }

        await PublishAsync(id);
        return Find(id) is { } key ? key : Missing(id);
    }

    /// <summary>The change is in the database: a caller who leaves now must not keep it from being in force.</summary>
    private async ValueTask PublishAsync(string id)
    {
        await ReloadAsync(CancellationToken.None);
        await feed.PublishAsync(Topic, id, CancellationToken.None);
    }

    private Result<Caller> Admit(KeySnapshot.Entry? entry) =>
        entry is null ? Refused("The API key is not known here. Check it, or create one with 'strata keys create'.")
        : entry.Key.IsActive(time.GetUtcNow()) ? entry.Caller
        : Refused(entry.Key.RevokedAt is null ? "This API key has expired. Ask an administrator for a new one." : "This API key was revoked. Ask an administrator for a new one.");

    private Problem? CheckDraft(KeyDraft draft) =>
        string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl) ? Problem.Invalid("A key's name has 1 to 100 characters, none of them a control character.", "name")
        : draft.Models.Count > 1_000 || draft.Models.Any(m => string.IsNullOrEmpty(m) || m.Length > 256 || m.Any(char.IsControl)) ? Problem.Invalid("A key names at most 1,000 models of 1 to 256 characters.", "models")
        : draft.Limits.RequestsPerMinute is < 1 or > 1_000_000_000 ? Problem.Invalid("Requests per minute are a whole number from 1 to 1,000,000,000.", "requests_per_minute")
        : draft.Limits.TokensPerMinute is < 1 or > 1_000_000_000_000 ? Problem.Invalid("Tokens per minute are a whole number from 1 to 1,000,000,000,000.", "tokens_per_minute")
        : draft.ExpiresAt is { } end && end <= time.GetUtcNow() ? Problem.Invalid("The end lies in the past.", "expires_at")
        : null;

    private static Problem Missing(string id) => Problem.NotFound($"There is no key '{id}' in this project. 'strata keys list' shows those there are.", "id");

    private static Problem Refused(string message) => new(ProblemCode.Unauthenticated, message);
}
