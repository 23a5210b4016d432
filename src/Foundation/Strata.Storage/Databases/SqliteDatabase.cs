using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Storage.Databases;

/// <summary>
/// SQLite in write-ahead-log mode: readers never wait for the writer. One writer connection lives as long as the database
/// and is entered by one caller at a time; readers are pooled and opened read-only, so that a write outside of
/// <see cref="WriteAsync{T}"/> fails at once. synchronous=FULL: a commit that returned survives a power cut, one fsync
/// each; what needs more commits per second goes through the append log, which shares its fsyncs.
/// </summary>
internal sealed class SqliteDatabase : IDatabase
{
    private const int BusyTimeoutMs = 10_000;

    /// <summary>Indexes over random ids touch pages everywhere: with the default of 2 MiB most inserts would read some again.</summary>
    private const int WriterCacheKiB = 16 << 10;
    private readonly SqliteConnection writer;
    private readonly string readerString;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly AsyncLocal<WriteScope?> scope = new();
    private bool disposed;

    private SqliteDatabase(SqliteConnection writer, string readerString, TimeProvider time)
    {
        this.writer = writer;
        this.readerString = readerString;
        this.time = time;
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>Opens or creates the file; its directory must exist.</summary>
    internal static Result<SqliteDatabase> Open(string path, TimeProvider time)
    {
        SqliteLibrary.Load();
        var writer = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWriteCreate, pooling: false));
        try
        {
            writer.Open();
            Execute(writer, $"PRAGMA busy_timeout = {BusyTimeoutMs}");
            Execute(writer, "PRAGMA journal_mode = WAL");
            Execute(writer, "PRAGMA synchronous = FULL");
            Execute(writer, $"PRAGMA cache_size = -{WriterCacheKiB}");
            return new SqliteDatabase(writer, ConnectionString(path, SqliteOpenMode.ReadOnly, pooling: true), time);
        }
        catch (SqliteException failure)
        {
            writer.Dispose();
            return Explain(path, failure);
        }
    }

    public ValueTask<Result<int>> MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) =>
        new Migrator(this, time).ApplyAsync(migrations, cancellationToken);

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var connection = new SqliteConnection(readerString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        if (scope.Value is { Active: true })
        {
            throw new InvalidOperationException("A write was started inside a write; it would wait for itself.");
        }

        await writing.WaitAsync(cancellationToken);
        var mine = new WriteScope();
        scope.Value = mine;
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            // Not deferred: the lock is taken here, so a transaction never fails half-way because another process was faster.
            var transaction = writer.BeginTransaction(deferred: false);
            try
            {
                var result = await work(writer, transaction, cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch
            {
                Undo(transaction);
                throw;
            }
        }
        finally
        {
            mine.Active = false;
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync();
        try
        {
            if (!disposed)
            {
                disposed = true;
                // Readers first: the last connection to close checkpoints the log, and a read-only one cannot.
                using (var pool = new SqliteConnection(readerString))
                {
                    SqliteConnection.ClearPool(pool);
                }

                await writer.DisposeAsync();
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>
    /// Ends a transaction that failed. On a full disk SQLite may have rolled back by itself; the provider then fails on its own
    /// ROLLBACK, hides the first failure, and holds every later transaction for nested. So there is something to roll back.
    /// </summary>
    private void Undo(SqliteTransaction transaction)
    {
        if (raw.sqlite3_get_autocommit(writer.Handle) != 0)
        {
            Execute(writer, "BEGIN");
        }

        transaction.Dispose();
        if (raw.sqlite3_get_autocommit(writer.Handle) == 0)
        {
            Execute(writer, "ROLLBACK");
        }
    }

    private static string ConnectionString(string path, SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        ForeignKeys = true,
        Pooling = pooling,
        DefaultTimeout = BusyTimeoutMs / 1000,
    }.ToString();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Problem Explain(string path, SqliteException failure) => failure.SqliteErrorCode switch
    {
        SqliteCodes.NotADatabase or SqliteCodes.Corrupt => Problem.Corrupt($"{path} is not a SQLite database, or is damaged: {failure.Message}", path),
        SqliteCodes.Busy => new Problem(ProblemCode.Unavailable, $"{path} is locked by another process.") { Field = path },
        _ => new Problem(ProblemCode.StorageFailed, $"{path} could not be opened: {failure.Message}") { Field = path },
    };
}
