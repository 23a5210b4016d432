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
        requests_per_minute AS Requests, tokens_per_minute AS Tokens, created_ms AS Created, expires_ms AS Expires, revoked_ms AS Revoked
        """;

    public async ValueTask<IReadOnlyCollection<(KeyHash Hash, KeyRecord Key)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM gateway_keys ORDER BY id", cancellationToken: cancellationToken));
        return [.. rows.Select(r => (KeyHash.FromHex(r.Hash), r.ToRecord()))];
    }

    public ValueTask<bool> InsertAsync(KeyHash hash, KeyRecord key, bool onlyWhenEmpty, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                if (onlyWhenEmpty && await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COUNT(*) FROM gateway_keys", transaction: transaction, cancellationToken: token)) > 0)
                {
                    return false;
                }

                await connection.ExecuteAsync(new CommandDefinition(
                    """
                    INSERT INTO gateway_keys (id, hash, hint, name, organization, project, role, models, requests_per_minute, tokens_per_minute, created_ms, expires_ms)
                    VALUES (@Id, @Hash, @Hint, @Name, @Organization, @Project, @Role, @Models, @Requests, @Tokens, @Created, @Expires)
                    """,
                    Row.From(hash, key),
                    transaction,
                    cancellationToken: token));
                return true;
            },
            cancellationToken);

    public ValueTask<bool> RevokeAsync(string project, string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "UPDATE gateway_keys SET revoked_ms = COALESCE(revoked_ms, @at) WHERE project = @project AND id = @id",
            new { project, id, at = at.ToUnixTimeMilliseconds() },
            cancellationToken);

    public ValueTask<bool> ExpireAsync(string project, string id, DateTimeOffset? at, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "UPDATE gateway_keys SET expires_ms = @at WHERE project = @project AND id = @id",
            new { project, id, at = at?.ToUnixTimeMilliseconds() },
            cancellationToken);

    private ValueTask<bool> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (DbConnection connection, DbTransaction transaction, CancellationToken token) =>
                await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)) == 1,
            cancellationToken);

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
        };

        public KeyRecord ToRecord() => new()
        {
            Id = Id,
            Hint = Hint,
            Name = Name,
            Organization = Organization,
            Project = Project,
            Role = Enum.Parse<Role>(Role, ignoreCase: true),
            Models = Models.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Limits = Requests is null && Tokens is null ? KeyLimits.None : new KeyLimits { RequestsPerMinute = Requests, TokensPerMinute = Tokens },
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(Created),
            ExpiresAt = Expires is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
            RevokedAt = Revoked is { } gone ? DateTimeOffset.FromUnixTimeMilliseconds(gone) : null,
        };
    }
}
