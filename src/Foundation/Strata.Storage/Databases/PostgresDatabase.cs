using System.Data.Common;
using Npgsql;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Databases;

/// <summary>
/// PostgreSQL through two pools: one for readers, whose transactions are read-only by default so that a stray write fails
/// here as it does on SQLite, and one for writers. Writers run side by side (read committed): what must be exclusive says
/// so by a constraint, an UPDATE … WHERE or a row lock. A connect that fails for a passing reason is tried again, a few
/// times; work is never repeated, because only the caller knows whether it may be.
/// </summary>
internal sealed class PostgresDatabase : IDatabase
{
    private readonly NpgsqlDataSource readers;
    private readonly NpgsqlDataSource writers;
    private readonly TimeProvider time;
    private readonly AsyncLocal<WriteScope?> scope = new();

    internal PostgresDatabase(string connectionString, TimeProvider time)
    {
        this.time = time;
        writers = NpgsqlDataSource.Create(connectionString);
        var reading = new NpgsqlConnectionStringBuilder(connectionString);
        reading.Options = $"{reading.Options} -c default_transaction_read_only=on".Trim();
        readers = NpgsqlDataSource.Create(reading.ToString());
    }

    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <summary>The writers' pool, for the change feed's own connection.</summary>
    internal NpgsqlDataSource Writers => writers;

    /// <summary>Connects once, to say at start and not later what is wrong.</summary>
    internal static async ValueTask<Result<PostgresDatabase>> OpenAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        PostgresDatabase database;
        try
        {
            database = new PostgresDatabase(connectionString, time);
        }
        catch (ArgumentException failure)
        {
            return Problem.Invalid($"The PostgreSQL connection string is not valid: {failure.Message}", "storage.postgres");
        }

        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            return database;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            await database.DisposeAsync();
            return new Problem(ProblemCode.Unavailable, $"PostgreSQL could not be reached: {failure.Message}") { Field = "storage.postgres" };
        }
    }

    public ValueTask<Result<int>> MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) =>
        new Migrator(this, time).ApplyAsync(migrations, cancellationToken);

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresConnector.OpenAsync(readers, time, cancellationToken);

    public async ValueTask<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        if (scope.Value is { Active: true })
        {
            throw new InvalidOperationException("A write was started inside a write; on SQLite it would wait for itself.");
        }

        var mine = new WriteScope();
        scope.Value = mine;
        try
        {
            await using var connection = await PostgresConnector.OpenAsync(writers, time, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(connection, transaction, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            mine.Active = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await readers.DisposeAsync();
        await writers.DisposeAsync();
    }
}
