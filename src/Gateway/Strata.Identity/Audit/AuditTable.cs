using System.Data.Common;
using Dapper;
using Strata.Core.Storage;

namespace Strata.Identity.Audit;

/// <summary>The SQL of the audit chain.</summary>
internal sealed class AuditTable(IDatabase database)
{
    private const string Columns = """
        number AS Number, at_ms AS At, organization AS Organization, project AS Project, actor AS Actor, actor_name AS ActorName, action AS Action,
        target AS Target, details AS Details, previous AS Previous, hash AS Hash
        """;

    /// <summary>Takes the chain's end, which no other writer can take until the transaction ends.</summary>
    public static async ValueTask<(long Number, string Hash)> LockHeadAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition("UPDATE audit_head SET number = number + 1 WHERE id = 1", transaction: transaction, cancellationToken: cancellationToken));
        return await connection.QuerySingleAsync<(long, string)>(new CommandDefinition(
            "SELECT number, hash FROM audit_head WHERE id = 1", transaction: transaction, cancellationToken: cancellationToken));
    }

    public static async ValueTask InsertAsync(DbConnection connection, DbTransaction transaction, AuditRecord link, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO audit_log (number, at_ms, organization, project, actor, actor_name, action, target, details, previous, hash)
            VALUES (@Number, @AtMs, @Organization, @Project, @Actor, @ActorName, @Action, @Target, @Details, @Previous, @Hash)
            """,
            new { link.Number, AtMs = link.At.ToUnixTimeMilliseconds(), link.Organization, link.Project, link.Actor, link.ActorName, link.Action, link.Target, link.Details, link.Previous, link.Hash },
            transaction,
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("UPDATE audit_head SET hash = @hash WHERE id = 1", new { hash = link.Hash }, transaction, cancellationToken: cancellationToken));
    }

    public async ValueTask<IReadOnlyList<AuditRecord>> ReadAsync(long after, int count, CancellationToken cancellationToken) =>
        await QueryAsync($"SELECT {Columns} FROM audit_log WHERE number > @after ORDER BY number LIMIT @count", new { after, count }, cancellationToken);

    public async ValueTask<IReadOnlyList<AuditRecord>> ListAsync(string organization, long before, string? action, int count, CancellationToken cancellationToken) =>
        await QueryAsync(
            $"SELECT {Columns} FROM audit_log WHERE organization = @organization AND number < @before AND (@action IS NULL OR action = @action) ORDER BY number DESC LIMIT @count",
            new { organization, before, action, count },
            cancellationToken);

    public async ValueTask<(long Number, string Hash)> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long, string)>(new CommandDefinition("SELECT number, hash FROM audit_head WHERE id = 1", cancellationToken: cancellationToken));
    }

    private async ValueTask<IReadOnlyList<AuditRecord>> QueryAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToRecord())];
    }

    private sealed class Row
    {
        public long Number { get; set; }

        public long At { get; set; }

        public string Organization { get; set; } = "";

        public string Project { get; set; } = "";

        public string Actor { get; set; } = "";

        public string ActorName { get; set; } = "";

        public string Action { get; set; } = "";

        public string Target { get; set; } = "";

        public string Details { get; set; } = "";

        public string Previous { get; set; } = "";

        public string Hash { get; set; } = "";

        public AuditRecord ToRecord() => new()
        {
            Number = Number,
            At = DateTimeOffset.FromUnixTimeMilliseconds(At),
            Organization = Organization,
            Project = Project,
            Actor = Actor,
            ActorName = ActorName,
            Action = Action,
            Target = Target,
            Details = Details,
            Previous = Previous,
            Hash = Hash,
        };
    }
}
