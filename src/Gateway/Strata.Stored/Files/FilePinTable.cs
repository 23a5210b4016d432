using Dapper;
using Strata.Core.Storage;

namespace Strata.Stored.Files;

/// <summary>Which provider keeps which file or batch for whom. Providers know our account alone; who of ours owns what stands here.</summary>
public sealed class FilePinTable(IDatabase database)
{
    /// <summary>The schema.</summary>
    public static Migration Migration { get; } = new(182, "gateway: files and batches at providers", """
        CREATE TABLE gateway_file_pins (
            id {text} NOT NULL,
            project {text} NOT NULL,
            key_id {text} NOT NULL,
            provider {text} NOT NULL,
            PRIMARY KEY (project, id)
        )
        """);

    /// <summary>Pins what a project made; what is pinned already stays.</summary>
    public async ValueTask AddAsync(FilePin pin, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO gateway_file_pins (id, project, key_id, provider) VALUES (@Id, @Project, @KeyId, @Provider) ON CONFLICT (project, id) DO NOTHING", pin, transaction, cancellationToken: token)),
            cancellationToken);

    /// <summary>A pin of a project; null where there is none.</summary>
    public async ValueTask<FilePin?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FilePin>(new CommandDefinition(
            "SELECT id AS Id, project AS Project, key_id AS KeyId, provider AS Provider FROM gateway_file_pins WHERE project = @project AND id = @id", new { project, id }, cancellationToken: cancellationToken));
    }

    /// <summary>All ids of a project.</summary>
    public async ValueTask<IReadOnlySet<string>> IdsAsync(string project, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ids = await connection.QueryAsync<string>(new CommandDefinition("SELECT id FROM gateway_file_pins WHERE project = @project", new { project }, cancellationToken: cancellationToken));
        return ids.ToHashSet(StringComparer.Ordinal);
    }
}
