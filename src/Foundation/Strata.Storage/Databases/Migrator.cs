using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Databases;

/// <summary>
/// Applies numbered migrations. Each runs in one write transaction that first looks again whether another process was
/// faster: SQLite serialises by its write lock, PostgreSQL by an advisory lock taken at the start of the transaction.
/// A module owns a block of a hundred numbers; a number in a known block that this build lacks means a newer store.
/// </summary>
internal sealed class Migrator(IDatabase database, TimeProvider time)
{
    private const int Block = 100;

    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS strata_migrations (
            number BIGINT PRIMARY KEY,
            name {text} NOT NULL,
            checksum {text} NOT NULL,
            applied_at_ms BIGINT NOT NULL
        )
        """;

    // One lock per schema: several stores may share a PostgreSQL database.
    private const string LockPostgres = "SELECT pg_advisory_xact_lock(1400140385, hashtext(current_schema()))";

    internal async ValueTask<Result<int>> ApplyAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        var ordered = migrations.OrderBy(migration => migration.Number).ToArray();
        if (Validate(ordered) is { } invalid)
        {
            return invalid;
        }

        Dictionary<long, AppliedMigration> applied;
        try
        {
            applied = await ReadAppliedAsync(cancellationToken);
        }
        catch (DbException failure)
        {
            return new Problem(ProblemCode.StorageFailed, $"The store's table of migrations cannot be read or made: {failure.Message}");
        }

        if (Compare(ordered, applied) is { } unfit)
        {
            return unfit;
        }

        var count = 0;
        foreach (var migration in ordered)
        {
            if (applied.ContainsKey(migration.Number))
            {
                continue;
            }

            var step = await ApplyOneAsync(migration, cancellationToken);
            if (!step.Try(out var done, out var problem))
            {
                return problem;
            }

            count += done ? 1 : 0;
        }

        return count;
    }

    private static Problem? Validate(Migration[] ordered)
    {
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Number < 1 || (i > 0 && ordered[i].Number == ordered[i - 1].Number))
            {
                return new Problem(ProblemCode.Internal, $"Migration {ordered[i].Number} '{ordered[i].Name}': numbers must be positive and unique.");
            }
        }

        return null;
    }

    private ValueTask<Dictionary<long, AppliedMigration>> ReadAppliedAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                await LockAsync(connection, transaction, token);
                await connection.ExecuteAsync(new CommandDefinition(Sql(CreateTable), transaction: transaction, cancellationToken: token));
                var rows = await connection.QueryAsync<AppliedMigration>(new CommandDefinition(
                    "SELECT number, name, checksum FROM strata_migrations", transaction: transaction, cancellationToken: token));
                return rows.ToDictionary(row => row.Number);
            },
            cancellationToken);

    private static Problem? Compare(Migration[] ordered, Dictionary<long, AppliedMigration> applied)
    {
        var known = ordered.ToDictionary(migration => (long)migration.Number);
        var blocks = ordered.Select(migration => migration.Number / Block).ToHashSet();
        foreach (var row in applied.Values.OrderBy(row => row.Number))
        {
            if (known.TryGetValue(row.Number, out var migration))
            {
                if (row.Checksum != Checksum(migration))
                {
                    return new Problem(
                        ProblemCode.Conflict,
                        $"Migration {row.Number} '{row.Name}' was edited after this store applied it. Restore its text and put the change into a new number.");
                }
            }
            else if (blocks.Contains((int)(row.Number / Block)))
            {
                return new Problem(
                    ProblemCode.Conflict,
                    $"The store is newer than this build: it has migration {row.Number} '{row.Name}', which this build does not know. Run the newer build, or restore a backup from before the upgrade.");
            }
        }

        return null;
    }

    private async ValueTask<Result<bool>> ApplyOneAsync(Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (connection, transaction, token) =>
                {
                    await LockAsync(connection, transaction, token);
                    var row = new
                    {
                        number = (long)migration.Number,
                        name = migration.Name,
                        checksum = Checksum(migration),
                        now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    };
                    var inserted = await connection.ExecuteAsync(new CommandDefinition(
                        """
                        INSERT INTO strata_migrations (number, name, checksum, applied_at_ms)
                        VALUES (@number, @name, @checksum, @now) ON CONFLICT (number) DO NOTHING
                        """, row, transaction, cancellationToken: token));
                    if (inserted == 0)
                    {
                        return false;
                    }

                    await connection.ExecuteAsync(new CommandDefinition(Sql(migration.Sql), transaction: transaction, cancellationToken: token));
                    return true;
                },
                cancellationToken);
        }
        catch (DbException failure)
        {
            return new Problem(
                ProblemCode.StorageFailed,
                $"Migration {migration.Number} '{migration.Name}' failed and was rolled back: {failure.Message}");
        }
    }

    private async ValueTask LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (database.Dialect == SqlDialect.Postgres)
        {
            await connection.ExecuteAsync(new CommandDefinition(LockPostgres, transaction: transaction, cancellationToken: cancellationToken));
        }
    }

    private string Sql(string sql) => SqlSubset.For(database.Dialect, sql);

    // Of the text before tokens are replaced, so that both databases agree; line ends do not count.
    private static string Checksum(Migration migration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql.ReplaceLineEndings("\n").Trim())));
}
