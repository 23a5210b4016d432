using System.Collections.Concurrent;
using System.Globalization;
using Dapper;
using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>
/// The days of the ledger. On PostgreSQL a day is a partition of its own, made before its first row and dropped whole; rows of a day
/// that could get none (they came before partitions did) stand in the rest. On SQLite a day is deleted in pieces.
/// </summary>
internal sealed class LedgerDays(IDatabase database)
{
    private const int DeleteRows = 5_000;
    private const long Lock = 0x5374_7261_4C65_6467;
    private static readonly string[] Tables = [RequestColumns.Table, AttemptColumns.Table];
    private readonly ConcurrentDictionary<long, bool> ready = new();

    /// <summary>Sees to it that days have a place. Costs nothing once they have.</summary>
    public async ValueTask EnsureAsync(IEnumerable<long> days, CancellationToken cancellationToken)
    {
        foreach (var day in days)
        {
            if (database.Dialect == SqlDialect.Postgres && !ready.ContainsKey(day))
            {
                await database.WriteAsync(
                    async (connection, transaction, token) =>
                    {
                        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: token));
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
    }

    /// <summary>Forgets the rows and attempts of all days before one; their sums stay.</summary>
    public async ValueTask DropBeforeAsync(long day, CancellationToken cancellationToken)
    {
        if (database.Dialect == SqlDialect.Postgres)
        {
            await DropPartitionsAsync(day, cancellationToken);
        }

        foreach (var table in (string[])[.. Tables, "gateway_current_costs", "gateway_adjustments"])
        {
            while (await DeleteAsync(table, day, cancellationToken) >= DeleteRows)
            {
            }
        }
    }

    private async ValueTask DropPartitionsAsync(long day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var table in Tables)
        {
            var names = await connection.QueryAsync<string>(new CommandDefinition(
                "SELECT CAST(inhrelid AS regclass)::text FROM pg_inherits WHERE inhparent = CAST(@table AS regclass)", new { table }, cancellationToken: cancellationToken));
            foreach (var name in names.Where(n => DayOf(table, n) < day))
            {
                await database.WriteAsync(
                    async (writer, transaction, token) => await writer.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {name}", transaction: transaction, cancellationToken: token)),
                    cancellationToken);
                ready.TryRemove(DayOf(table, name), out _);
            }
        }
    }

    private ValueTask<int> DeleteAsync(string table, long day, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) => await connection.ExecuteAsync(new CommandDefinition(
                $"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE id < @bound AND day < @day ORDER BY id LIMIT {DeleteRows}) AND day < @day",
                new { bound = RowIds.Bound((day * 86_400_000) + RowIds.SlackMs), day },
                transaction,
                cancellationToken: token)),
            cancellationToken);

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
