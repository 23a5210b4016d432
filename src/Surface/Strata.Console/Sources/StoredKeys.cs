using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;

namespace Strata.Console.Sources;

/// <summary>The keys of a project as the gateway's key store has them.</summary>
internal sealed class StoredKeys(KeyStore store) : IKeyDesk
{
    public IReadOnlyList<KeyRow> List(string project) => [.. store.List(project).Select(Row)];

    public IReadOnlyList<KeyRow> ListAll(string organization) => [.. store.ListAll(organization).Select(Row)];

    public async ValueTask<Result<NewKey>> CreateAsync(Caller by, KeyWish wish, CancellationToken cancellationToken)
    {
        var draft = new KeyDraft
        {
            Name = wish.Name,
            Role = wish.Role,
            ExpiresAt = wish.ExpiresAt,
            Team = wish.Team,
            User = wish.User,
            Models = wish.Models,
            Limits = new KeyLimits { RequestsPerMinute = wish.RequestsPerMinute, TokensPerMinute = wish.TokensPerMinute },
        };
        var created = await store.CreateAsync(by, draft, cancellationToken);
        return created.Then<NewKey>(c => new NewKey(Row(c.Key), c.Secret));
    }

    public async ValueTask<Result<NewKey>> RotateAsync(Caller by, string id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var rotated = await store.RotateAsync(by, id, overlap, cancellationToken);
        return rotated.Then<NewKey>(c => new NewKey(Row(c.Key), c.Secret));
    }

    public async ValueTask<Result<KeyRow>> RevokeAsync(Caller by, string id, CancellationToken cancellationToken)
    {
        var revoked = await store.RevokeAsync(by, id, cancellationToken);
        return revoked.Then<KeyRow>(k => Row(k));
    }

    private static KeyRow Row(KeyRecord key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = key.Role,
        Hint = key.Hint,
        Models = key.Models,
        RequestsPerMinute = key.Limits.RequestsPerMinute,
        TokensPerMinute = key.Limits.TokensPerMinute,
        Team = key.Project,
        User = key.User,
        Tags = key.Tags,
        OldSecretUntil = key.OldSecretUntil,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
    };
}
