using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>
/// Many rows into one table: on PostgreSQL one statement with an array a column, on SQLite one prepared statement run for each
/// row. The cost of a row is then the database's, not the statement's.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns; the first one names the row, by a text.</param>
/// <param name="onConflict">What follows <c>ON CONFLICT</c>.</param>
internal sealed class BulkInsert<T>(string table, IReadOnlyList<Column<T>> columns, string onConflict)
{
    private readonly string names = string.Join(", ", columns.Select(c => c.Name));
    private readonly string places = string.Join(", ", columns.Select((_, i) => "@p" + i));

    /// <summary>Inserts, and says which items were new or changed a row; where two share a name, the first stands for both.</summary>
    public async ValueTask<IReadOnlyList<T>> ExecuteAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction, IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return [];
        }

        return dialect == SqlDialect.Postgres ? await AllAtOnceAsync(connection, transaction, items, cancellationToken) : OneByOne((SqliteConnection)connection, items);
    }

    private async ValueTask<IReadOnlyList<T>> AllAtOnceAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({places}) ON CONFLICT {onConflict} RETURNING {columns[0].Name}";
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = columns[i].ArrayOf(items);
            command.Parameters.Add(parameter);
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(reader.GetString(0));
        }

        return taken.Count == items.Count ? items : [.. items.Where(item => taken.Remove(columns[0].TextOf!(item)))];
    }

    /// <summary>By position and by the library's own calls: most values of a row are those of the row before it, and stay bound.</summary>
    private List<T> OneByOne(SqliteConnection connection, IReadOnlyList<T> items)
    {
        var database = connection.Handle!;
        Check(database, raw.sqlite3_prepare_v2(database, $"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT {onConflict}", out var statement));
        using (statement)
        {
            var row = new BoundRow<T>(statement, columns);
            var taken = new List<T>(items.Count);
            foreach (var item in items)
            {
                row.Bind(item);
                Check(database, raw.sqlite3_step(statement));
                Check(database, raw.sqlite3_reset(statement));
                if (raw.sqlite3_changes(database) > 0)
                {
                    taken.Add(item);
                }
            }

            return taken;
        }
    }

    private static void Check(sqlite3 database, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code, raw.sqlite3_extended_errcode(database));
        }
    }
}
