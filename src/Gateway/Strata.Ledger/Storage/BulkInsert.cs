using System.Data.Common;
using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>
/// Many rows into one table: on PostgreSQL one statement with an array a column, on SQLite one prepared statement run for each
/// row. The cost of a row is then the database's, not the statement's.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns; the first one names the row.</param>
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

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            command.Parameters.Add(parameter);
        }

        return dialect == SqlDialect.Postgres ? await AllAtOnceAsync(command, items, cancellationToken) : await OneByOneAsync(command, items, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<T>> AllAtOnceAsync(DbCommand command, IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        command.CommandText = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({places}) ON CONFLICT {onConflict} RETURNING {columns[0].Name}";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters[i].Value = columns[i].ArrayOf(items);
        }

        var taken = new HashSet<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(reader.GetValue(0));
        }

        return taken.Count == items.Count ? items : [.. items.Where(item => taken.Remove(columns[0].ValueOf(item)))];
    }

    private async ValueTask<IReadOnlyList<T>> OneByOneAsync(DbCommand command, IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        command.CommandText = $"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT {onConflict}";
        var taken = new List<T>(items.Count);
        foreach (var item in items)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                command.Parameters[i].Value = columns[i].ValueOf(item);
            }

            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                taken.Add(item);
            }
        }

        return taken;
    }
}
