using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Strata.Core.Storage;

namespace Strata.Traces.Postgres.Book;

/// <summary>
/// The daily partitions of spans and chunks: made before a day's first row, dropped whole when nothing of so old a day is left. A day that
/// could get none (rows of it stand in the rest, or it is far from now) is deleted row by row.
/// </summary>
internal sealed class DayParts(IDatabase database, TimeProvider time)
{
    private const long Back = 400;
    private const long Ahead = 2;
    private static readonly string[] Tables = ["trace_spans", "trace_chunks"];
    private readonly ConcurrentDictionary<long, bool> ready = new();

    /// <summary>Sees to it that days have a place. Costs nothing once they have.</summary>
    public async ValueTask EnsureAsync(IEnumerable<long> days, CancellationToken cancellationToken)
    {
        var today = time.GetUtcNow().ToUnixTimeSeconds() / 86_400;
        foreach (var day in days.Where(d => d >= today - Back && d <= today + Ahead && !ready.ContainsKey(d)))
        {
            await database.WriteAsync(
                async (connection, transaction, token) =>
                {
                    await connection.ExecuteAsync(new CommandDefinition(TraceBook.DaysLock, transaction: transaction, cancellationToken: token));
                    foreach (var table in Tables)
                    {
                        await connection.ExecuteAsync(new CommandDefinition(Partition(table, day), transaction: transaction, cancellationToken: token));
                    }

                    return true;
                },
                cancellationToken);
            ready[day] = true;
        }
    }

    /// <summary>Forgets all rows of days before one.</summary>
    public async ValueTask DropBeforeAsync(long day, CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            List<string> names;
            await using (var connection = await database.OpenAsync(cancellationToken))
            {
                names = [.. (await connection.QueryAsync<string>(new CommandDefinition(
                    "SELECT CAST(inhrelid AS regclass)::text FROM pg_inherits WHERE inhparent = CAST(@table AS regclass)", new { table }, cancellationToken: cancellationToken)))
                    .Where(n => DayOf(table, n) < day)];
            }

            await database.WriteAsync(
                async (connection, transaction, token) =>
                {
                    await connection.ExecuteAsync(new CommandDefinition(TraceBook.DaysLock, transaction: transaction, cancellationToken: token));
                    foreach (var name in names)
                    {
                        await connection.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {name}", transaction: transaction, cancellationToken: token));
                        ready.TryRemove(DayOf(table, name), out _);
                    }

                    return await connection.ExecuteAsync(new CommandDefinition($"DELETE FROM {table}_rest WHERE day < @day", new { day }, transaction, cancellationToken: token));
                },
                cancellationToken);
        }
    }

    // A day that has rows in the rest stays there: PostgreSQL would refuse a partition that they belong to.
    private static string Partition(string table, long day) => string.Create(CultureInfo.InvariantCulture, $"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM {table}_rest WHERE day = {day}) THEN
                CREATE TABLE IF NOT EXISTS {table}_d{day} PARTITION OF {table} FOR VALUES FROM ({day}) TO ({day + 1});
            END IF;
        END $$
        """);

    private static long DayOf(string table, string partition)
    {
        var name = partition[(partition.LastIndexOf('.') + 1)..];
        return name.StartsWith(table + "_d", StringComparison.Ordinal) && long.TryParse(name.AsSpan(table.Length + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            ? day : long.MaxValue;
    }
}
