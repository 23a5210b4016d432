using Dapper;
using Strata.Core.Storage;

namespace Strata.Caching.Shared;

/// <summary>The SQL of kept answers.</summary>
internal sealed class CacheTable(IDatabase database)
{
    private const int PageRows = 1_000;

    public async ValueTask<byte[]?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            "SELECT answer FROM cache_answers WHERE key = @key AND partition = @partition", new { key, partition }, cancellationToken: cancellationToken));
    }

    public ValueTask<int> PutAsync(IReadOnlyCollection<(string Key, CachedAnswer Answer, byte[] Bytes)> answers, CancellationToken cancellationToken) =>
        ExecuteAsync(
            """
            INSERT INTO cache_answers (key, partition, model, expires_ms, bytes, answer) VALUES (@key, @partition, @model, @expires, @size, @bytes)
            ON CONFLICT (key) DO UPDATE SET expires_ms = excluded.expires_ms, bytes = excluded.bytes, answer = excluded.answer
            """,
            answers.Select(a => new
            {
                key = a.Key, partition = a.Answer.Partition, model = a.Answer.Model, expires = a.Answer.ExpiresAt.ToUnixTimeMilliseconds(), size = (long)a.Bytes.Length, bytes = a.Bytes,
            }),
            cancellationToken);

    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM cache_answers WHERE expires_ms < @before", new { before = before.ToUnixTimeMilliseconds() }, cancellationToken);

    public ValueTask<int> RemoveAsync(string partitionPrefix, string? model, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "DELETE FROM cache_answers WHERE substr(partition, 1, @length) = @partitionPrefix AND (@model IS NULL OR model = @model)",
            new { partitionPrefix, length = partitionPrefix.Length, model },
            cancellationToken);

    /// <summary>Removes those that end first, a page at a time, until the others take no more than so many bytes.</summary>
    public async ValueTask ShrinkAsync(long bytesMax, CancellationToken cancellationToken)
    {
        while (await ExcessAsync(bytesMax, cancellationToken) is { Count: > 0 } keys)
        {
            await ExecuteAsync("DELETE FROM cache_answers WHERE key = @key", keys.Select(key => new { key }), cancellationToken);
        }
    }

    private async ValueTask<IReadOnlyList<string>> ExcessAsync(long bytesMax, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COALESCE(SUM(bytes), 0) FROM cache_answers", cancellationToken: cancellationToken));
        var keys = new List<string>();
        if (total > bytesMax)
        {
            var page = new CommandDefinition("SELECT key, bytes FROM cache_answers ORDER BY expires_ms, key LIMIT @rows", new { rows = PageRows }, cancellationToken: cancellationToken);
            foreach (var (key, bytes) in await connection.QueryAsync<(string Key, long Bytes)>(page))
            {
                if (total <= bytesMax)
                {
                    break;
                }

                keys.Add(key);
                total -= bytes;
            }
        }

        return keys;
    }

    private ValueTask<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)),
            cancellationToken);
}
