using Dapper;
using Strata.Core.Storage;

namespace Strata.Caching.Shared;

/// <summary>The SQL of kept answers.</summary>
internal sealed class CacheTable(IDatabase database)
{
    public async ValueTask<byte[]?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            "SELECT answer FROM cache_answers WHERE key = @key AND partition = @partition", new { key, partition }, cancellationToken: cancellationToken));
    }

    public ValueTask<int> PutAsync(IReadOnlyCollection<(string Key, CachedAnswer Answer, byte[] Bytes)> answers, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO cache_answers (key, partition, model, expires_ms, answer) VALUES (@key, @partition, @model, @expires, @bytes)
                ON CONFLICT (key) DO UPDATE SET expires_ms = excluded.expires_ms, answer = excluded.answer
                """,
                answers.Select(a => new { key = a.Key, partition = a.Answer.Partition, model = a.Answer.Model, expires = a.Answer.ExpiresAt.ToUnixTimeMilliseconds(), bytes = a.Bytes }),
                transaction,
                cancellationToken: token)),
            cancellationToken);

    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM cache_answers WHERE expires_ms < @before", new { before = before.ToUnixTimeMilliseconds() }, cancellationToken);

    public ValueTask<int> RemoveAsync(string partitionPrefix, string? model, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "DELETE FROM cache_answers WHERE substr(partition, 1, @length) = @partitionPrefix AND (@model IS NULL OR model = @model)",
            new { partitionPrefix, length = partitionPrefix.Length, model },
            cancellationToken);

    private ValueTask<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)),
            cancellationToken);
}
