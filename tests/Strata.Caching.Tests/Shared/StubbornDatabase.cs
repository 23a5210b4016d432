using System.Data.Common;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Caching.Tests.Shared;

/// <summary>A database that refuses, or never answers and does not heed a cancellation.</summary>
internal sealed class StubbornDatabase : IDatabase
{
    public bool Hangs { get; set; }

    public int Asked { get; private set; }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public ValueTask<Result<int>> MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) => new(0);

    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Hangs ? new ValueTask<DbConnection>(new TaskCompletionSource<DbConnection>().Task) : throw new IOException("The database is away.");
    }

    public ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        throw new IOException("The database is away.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
