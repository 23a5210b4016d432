using System.Data.Common;
using Dapper;
using Strata.Core.Storage;
using Strata.Core.Tenancy;

namespace Strata.Identity.Keys;

/// <summary>The SQL of keys.</summary>
internal sealed class KeyTable(IDatabase database)
{
    private const string Columns = """
        id AS Id, hash AS Hash, hint AS Hint, name AS Name, organization AS Organization, project AS Project, role AS Role, models AS Models,
        requests_per_minute AS Requests, tokens_per_minute AS Tokens, created_ms AS Created, expires_ms AS Expires, revoked_ms AS Revoked,
        user_id AS UserId, scopes AS Scopes, ranges AS Ranges, tags AS Tags, old_hash AS OldHash, old_until_ms AS OldUntil
        """;

    public async ValueTask<IReadOnlyCollection<(KeyHash Hash, KeyHash? Old, KeyRecord Key)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM gateway_keys ORDER BY id", cancellationToken: cancellationToken));
        return [.. rows.Select(Entry)];
    }

    /// <summary>One key; null where there is none.</summary>
    public async ValueTask<(KeyHash Hash, KeyHash? Old, KeyRecord Key)?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM gateway_keys WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        return row is null ? null : Entry(row);
    }

    private static (KeyHash Hash, KeyHash? Old, KeyRecord Key) Entry(Row row) =>
        (KeyHash.FromHex(row.Hash), row.OldHash is { Length: > 0 } old ? KeyHash.FromHex(old) : null, row.ToRecord());

    public static async ValueTask<bool> IsEmptyAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COUNT(*) FROM gateway_keys", transaction: transaction, cancellationToken: cancellationToken)) == 0;

    public static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, (KeyHash Hash, KeyRecord Key) made, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            """
            INSERT INTO gateway_keys (id, hash, hint, name, organization, project, role, models, requests_per_minute, tokens_per_minute, created_ms, expires_ms, user_id, scopes, ranges, tags)
            VALUES (@Id, @Hash, @Hint, @Name, @Organization, @Project, @Role, @Models, @Requests, @Tokens, @Created, @Expires, @UserId, @Scopes, @Ranges, @Tags)
            """,
            Row.From(made.Hash, made.Key),
            cancellationToken);

    public static Task<int> RevokeAsync(DbConnection connection, DbTransaction transaction, (string Organization, string Id, DateTimeOffset At) key, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            "UPDATE gateway_keys SET revoked_ms = COALESCE(revoked_ms, @at) WHERE organization = @organization AND id = @id",
            new { organization = key.Organization, id = key.Id, at = key.At.ToUnixTimeMilliseconds() },
            cancellationToken);

    public static Task<int> RotateAsync(DbConnection connection, DbTransaction transaction, (KeyRecord Key, KeyHash Hash, string Hint, DateTimeOffset Until) next, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            "UPDATE gateway_keys SET old_hash = hash, old_until_ms = @until, hash = @hash, hint = @hint WHERE organization = @organization AND id = @id AND revoked_ms IS NULL",
            new { organization = next.Key.Organization, id = next.Key.Id, hash = next.Hash.ToHex(), hint = next.Hint, until = next.Until.ToUnixTimeMilliseconds() },
            cancellationToken);

    /// <summary>Everything of a key but its secret, its makers and its end by revocation.</summary>
    public static Task<int> ChangeAsync(DbConnection connection, DbTransaction transaction, KeyRecord key, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection,
            transaction,
            """
            UPDATE gateway_keys SET name = @Name, models = @Models, requests_per_minute = @Requests, tokens_per_minute = @Tokens, expires_ms = @Expires,
                user_id = @UserId, scopes = @Scopes, ranges = @Ranges, tags = @Tags
            WHERE organization = @Organization AND id = @Id
            """,
            Row.From(default, key),
            cancellationToken);

    private static Task<int> ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Hash { get; set; } = "";

        public string Hint { get; set; } = "";

        public string Name { get; set; } = "";

        public string Organization { get; set; } = "";

        public string Project { get; set; } = "";

        public string Role { get; set; } = "";

        public string Models { get; set; } = "";

        public long? Requests { get; set; }

        public long? Tokens { get; set; }

        public long Created { get; set; }

        public long? Expires { get; set; }

        public long? Revoked { get; set; }

        public string? UserId { get; set; }

        public string? Scopes { get; set; }

        public string? Ranges { get; set; }

        public string? Tags { get; set; }

        public string? OldHash { get; set; }

        public long? OldUntil { get; set; }

        public static Row From(KeyHash hash, KeyRecord key) => new()
        {
            Id = key.Id,
            Hash = hash.ToHex(),
            Hint = key.Hint,
            Name = key.Name,
            Organization = key.Organization,
            Project = key.Project,
            Role = key.Role.ToString().ToLowerInvariant(),
            Models = string.Join('\n', key.Models),
            Requests = key.Limits.RequestsPerMinute,
            Tokens = key.Limits.TokensPerMinute,
            Created = key.CreatedAt.ToUnixTimeMilliseconds(),
            Expires = key.ExpiresAt?.ToUnixTimeMilliseconds(),
            UserId = key.User,
            Scopes = string.Join('\n', key.Scopes),
            Ranges = string.Join('\n', key.Ranges),
            Tags = string.Join('\n', key.Tags),
        };

        public KeyRecord ToRecord() => new()
        {
            Id = Id,
            Hint = Hint,
            Name = Name,
            Organization = Organization,
            Project = Project,
            Role = Enum.Parse<Role>(Role, ignoreCase: true),
            Models = Lines(Models),
            User = UserId ?? "",
            Scopes = Lines(Scopes),
            Ranges = [.. Lines(Ranges).Select(r => IpRange.Parse(r).Value)],
            Tags = Lines(Tags),
            OldSecretUntil = OldUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
            Limits = Requests is null && Tokens is null ? KeyLimits.None : new KeyLimits { RequestsPerMinute = Requests, TokensPerMinute = Tokens },
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(Created),
            ExpiresAt = Expires is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
            RevokedAt = Revoked is { } gone ? DateTimeOffset.FromUnixTimeMilliseconds(gone) : null,
        };

        private static string[] Lines(string? text) => text?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
