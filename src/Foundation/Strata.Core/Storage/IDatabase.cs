using System.Data.Common;
using Strata.Core.Results;

namespace Strata.Core.Storage;

/// <summary>
/// A relational store: SQLite in the box, PostgreSQL at scale. Queries are plain SQL in the subset both share, named
/// parameters as <c>@name</c>. Writers take <see cref="WriteAsync{T}"/>, which one writer at a time enters on SQLite.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Which database answers.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Applies the migrations that are missing, in order, each in its own transaction.</summary>
    /// <returns>How many were applied; a problem where the store is newer than this build or a step failed.</returns>
    ValueTask<Result<int>> MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken);

    /// <summary>An open pooled connection for reading; dispose it to give it back.</summary>
    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> in a write transaction that commits when it returns and rolls back when it throws.</summary>
    ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken);
}
