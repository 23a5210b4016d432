using Dapper;
using Strata.Core.Storage;

namespace Strata.Stored.Responses;

/// <summary>Kept answers in the database. Every read and every removal names the project.</summary>
public sealed class StoredResponseTable(IDatabase database)
{
    private const string Insert = """
        INSERT INTO gateway_responses (id, project, key_id, deployment, remote, previous_id, created_at_ms, input, output, body)
        VALUES (@Id, @Project, @KeyId, @Deployment, @Remote, @PreviousId, @CreatedAtMs, @Input, @Output, @Body)
        ON CONFLICT (project, id) DO NOTHING
        """;

    private const string Read = """
        SELECT id AS Id, project AS Project, key_id AS KeyId, deployment AS Deployment, remote AS Remote, previous_id AS PreviousId,
            created_at_ms AS CreatedAtMs, input AS Input, output AS Output, body AS Body
        FROM gateway_responses WHERE project = @project AND id = @id
        """;

    /// <summary>The schema.</summary>
    public static Migration Migration { get; } = new(181, "gateway: stored responses", """
        CREATE TABLE gateway_responses (
            id {text} NOT NULL,
            project {text} NOT NULL,
            key_id {text} NOT NULL,
            deployment {text} NOT NULL,
            remote INTEGER NOT NULL,
            previous_id {text} NOT NULL,
            created_at_ms BIGINT NOT NULL,
            input {text} NOT NULL,
            output {text} NOT NULL,
            body {text} NOT NULL,
            PRIMARY KEY (project, id)
        );
        CREATE INDEX gateway_responses_age ON gateway_responses (created_at_ms)
        """);

    /// <summary>Keeps an answer; one that is there already stays.</summary>
    public async ValueTask AddAsync(StoredResponse response, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                Insert,
                new
                {
                    response.Id, response.Project, response.KeyId, response.Deployment, Remote = response.IsRemote ? 1 : 0, response.PreviousId, response.CreatedAtMs,
                    response.Input, response.Output, response.Body,
                },
                transaction,
                cancellationToken: token)),
            cancellationToken);

    /// <summary>An answer of a project; null where there is none.</summary>
    public async ValueTask<StoredResponse?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Read, new { project, id }, cancellationToken: cancellationToken));
        return row is null ? null : new StoredResponse
        {
            Id = row.Id, Project = row.Project, KeyId = row.KeyId, Deployment = row.Deployment, IsRemote = row.Remote != 0, PreviousId = row.PreviousId,
            CreatedAtMs = row.CreatedAtMs, Input = row.Input, Output = row.Output, Body = row.Body,
        };
    }

    /// <summary>Removes an answer; false where there is none.</summary>
    public async ValueTask<bool> RemoveAsync(string project, string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM gateway_responses WHERE project = @project AND id = @id", new { project, id }, transaction, cancellationToken: token)),
            cancellationToken) > 0;

    /// <summary>Removes answers made before a time.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<int> ExpireAsync(long beforeMs, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM gateway_responses WHERE created_at_ms < @beforeMs", new { beforeMs }, transaction, cancellationToken: token)),
            cancellationToken);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Project { get; init; } = "";

        public string KeyId { get; init; } = "";

        public string Deployment { get; init; } = "";

        public int Remote { get; init; }

        public string PreviousId { get; init; } = "";

        public long CreatedAtMs { get; init; }

        public string Input { get; init; } = "";

        public string Output { get; init; } = "";

        public string Body { get; init; } = "";
    }
}
