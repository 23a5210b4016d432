using System.Data.Common;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Ledger.Tests.Support;

/// <summary>A database that can be away, and that can fail after a commit whose answer is lost.</summary>
internal sealed class AwayDatabase(IDatabase inner) : IDatabase
{
    public bool IsAway { get; set; }

    public bool LosesAnswers { get; set; }

    public int Refused { get; private set; }

    public SqlDialect Dialect => inner.Dialect;

    public ValueTask<Result<int>> MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) => inner.MigrateAsync(migrations, cancellationToken);

    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => IsAway ? throw Away() : inner.OpenAsync(cancellationToken);

    public async ValueTask<T> WriteAsync<T>(Func<DbConnection, DbTransaction, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var result = IsAway ? throw Away() : await inner.WriteAsync(work, cancellationToken);
        return LosesAnswers ? throw Away() : result;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IOException Away()
    {
        Refused++;
        return new IOException("The database is away.");
    }
}
