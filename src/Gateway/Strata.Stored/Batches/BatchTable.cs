using Dapper;
using Strata.Core.Storage;

namespace Strata.Stored.Batches;

/// <summary>Batches that were made, and whether their row was written.</summary>
public sealed class BatchTable(IDatabase database)
{
    private const string Columns = """
        id AS Id, project AS Project, organization AS Organization, key_id AS KeyId, user_id AS UserId, end_user AS EndUser, tags AS Tags, provider AS Provider,
        endpoint AS Endpoint, created_ms AS CreatedMs, row_id AS RowId, output_file AS OutputFile, settled_ms AS SettledMs
        """;

    /// <summary>The schema.</summary>
    public static Migration Migration { get; } = new(183, "gateway: batches and their rows", """
        CREATE TABLE gateway_batches (
            project {text} NOT NULL,
            id {text} NOT NULL,
            organization {text} NOT NULL,
            key_id {text} NOT NULL,
            user_id {text} NOT NULL,
            end_user {text} NOT NULL,
            tags TEXT NOT NULL,
            provider {text} NOT NULL,
            endpoint {text} NOT NULL,
            created_ms BIGINT NOT NULL,
            row_id {text} NOT NULL,
            output_file {text},
            settled_ms BIGINT,
            PRIMARY KEY (project, id)
        )
        """);

    /// <summary>Keeps a batch that was made; one that is there already stays as it is.</summary>
    public async ValueTask AddAsync(Batch batch, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            """
            INSERT INTO gateway_batches (project, id, organization, key_id, user_id, end_user, tags, provider, endpoint, created_ms, row_id, output_file)
            VALUES (@Project, @Id, @Organization, @KeyId, @UserId, @EndUser, @Tags, @Provider, @Endpoint, @CreatedMs, @RowId, @OutputFile) ON CONFLICT (project, id) DO NOTHING
            """,
            batch,
            cancellationToken);

    /// <summary>A batch by its id; null where the project has none.</summary>
    public ValueTask<Batch?> FindAsync(string project, string id, CancellationToken cancellationToken) => FindAsync("id = @id", new { project, id }, cancellationToken);

    /// <summary>A batch by the file of its results; null where the project has none.</summary>
    public ValueTask<Batch?> FindByOutputAsync(string project, string file, CancellationToken cancellationToken) => FindAsync("output_file = @file", new { project, file }, cancellationToken);

    /// <summary>Batches whose row was not written yet, the oldest first.</summary>
    /// <param name="from">Made at or after this moment.</param>
    /// <param name="to">Made before this moment.</param>
    /// <param name="most">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<Batch>> OpenAsync(DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new { from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds(), most };
        return [.. await connection.QueryAsync<Batch>(new CommandDefinition(
            $"SELECT {Columns} FROM gateway_batches WHERE settled_ms IS NULL AND created_ms >= @from AND created_ms < @to ORDER BY created_ms LIMIT @most", parameters, cancellationToken: cancellationToken))];
    }

    /// <summary>Writes down where a batch's results stand.</summary>
    public async ValueTask OutputAsync(Batch batch, string file, CancellationToken cancellationToken) =>
        await ExecuteAsync("UPDATE gateway_batches SET output_file = @file WHERE project = @Project AND id = @Id", new { file, batch.Project, batch.Id }, cancellationToken);

    /// <summary>Marks a batch's row as written.</summary>
    /// <returns>Whether it was not before: of several who see a batch's end, one is the first.</returns>
    public async ValueTask<bool> SettleAsync(Batch batch, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "UPDATE gateway_batches SET settled_ms = @at WHERE project = @Project AND id = @Id AND settled_ms IS NULL",
            new { at = at.ToUnixTimeMilliseconds(), batch.Project, batch.Id },
            cancellationToken) == 1;

    private async ValueTask<Batch?> FindAsync(string condition, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<Batch>(new CommandDefinition(
            $"SELECT {Columns} FROM gateway_batches WHERE project = @project AND {condition}", parameters, cancellationToken: cancellationToken));
    }

    private ValueTask<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), cancellationToken);
}
