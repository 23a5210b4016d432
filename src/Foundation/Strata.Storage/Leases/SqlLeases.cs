using Dapper;
using Strata.Core.Storage;
using Strata.Storage.Naming;

namespace Strata.Storage.Leases;

/// <summary>
/// Leases as rows; each operation is one statement, so two processes cannot both succeed. The end is judged by the
/// caller's clock: replicas keep theirs within a small part of a lease's length, and what must never happen twice checks
/// the token (a holder that slept past its end carries a smaller one than its successor).
/// </summary>
internal sealed class SqlLeases(IDatabase database, TimeProvider time) : ILeases
{
    private const string Acquire = """
        INSERT INTO storage_leases (name, holder, token, expires_at_ms) VALUES (@name, @holder, 1, @end)
        ON CONFLICT (name) DO UPDATE
            SET holder = excluded.holder, token = storage_leases.token + 1, expires_at_ms = excluded.expires_at_ms
            WHERE storage_leases.expires_at_ms <= @now
        RETURNING token
        """;

    private const string Renew = """
        UPDATE storage_leases SET expires_at_ms = @end
        WHERE name = @name AND token = @token AND expires_at_ms > @now
        """;

    private const string Release = "UPDATE storage_leases SET expires_at_ms = 0 WHERE name = @name AND token = @token";

    public async ValueTask<Lease?> TryAcquireAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        StoreNames.ThrowIfBad(name, nameof(name));
        var (now, end) = Span(duration);
        var token = await database.WriteAsync(
            async (connection, transaction, stop) => await connection.QuerySingleOrDefaultAsync<long?>(
                new CommandDefinition(Acquire, new { name, holder, now, end }, transaction, cancellationToken: stop)),
            cancellationToken);
        return token is { } granted ? new Lease(name, holder, granted, DateTimeOffset.FromUnixTimeMilliseconds(end)) : null;
    }

    public async ValueTask<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (now, end) = Span(duration);
        var rows = await ExecuteAsync(Renew, new { name = lease.Name, token = lease.Token, now, end }, cancellationToken);
        return rows == 1 ? lease with { ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(end) } : null;
    }

    public async ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        await ExecuteAsync(Release, new { name = lease.Name, token = lease.Token }, cancellationToken);

    private (long Now, long End) Span(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return (now, now + (long)duration.TotalMilliseconds);
    }

    private ValueTask<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, stop) => await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: stop)),
            cancellationToken);
}
