using System.Data.Common;
using Dapper;
using Strata.Core.Storage;
using Strata.Ledger.Storage;

namespace Strata.Ledger.Repricing;

/// <summary>
/// The SQL of re-pricing. A row is never edited: an adjustment stands beside it, and the current cost is the newest one's. Adjustment, current
/// cost, sums and the job's place change in one transaction.
/// </summary>
internal sealed class RepricingTable(IDatabase database, TimeProvider time)
{
    private const long Lock = 0x5374_7261_5265_7072;

    public async ValueTask<string?> PlaceAsync(string job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition("SELECT state FROM gateway_repricing WHERE job = @job", new { job }, cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Writes the changes of a page that this job has not made yet. Only where a row still costs what it did when it was read: a job beside this one
    /// that was faster keeps its word.
    /// </summary>
    public ValueTask<int> WriteAsync(string job, string version, IReadOnlyList<RepricedRow> changes, string place, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                if (database.Dialect == SqlDialect.Postgres)
                {
                    await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: token));
                }

                var made = new List<RepricedRow>();
                foreach (var change in changes)
                {
                    if (await WriteOneAsync(connection, transaction, job, version, change, token))
                    {
                        made.Add(change);
                    }
                }

                await UsageHours.OpenAsync(connection, transaction, made.Select(c => c.Row.At.ToUnixTimeMilliseconds()), token);
                await connection.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO gateway_repricing (job, state) VALUES (@job, @place) ON CONFLICT (job) DO UPDATE SET state = excluded.state", new { job, place }, transaction, cancellationToken: token));
                return made.Count;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<RepricingLine>> LinesAsync(string job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var lines = await connection.QueryAsync<(string Deployment, long Rows, long Unpriced, long Old, long New)>(new CommandDefinition(
            """
            SELECT r.deployment, COUNT(*), CAST(SUM(CASE WHEN a.old_nanos IS NULL THEN 1 ELSE 0 END) AS BIGINT),
                CAST(COALESCE(SUM(a.old_nanos), 0) AS BIGINT), CAST(SUM(a.new_nanos) AS BIGINT)
            FROM gateway_adjustments a JOIN gateway_requests r ON r.id = a.id AND r.day = a.day WHERE a.job = @job GROUP BY r.deployment ORDER BY r.deployment
            """,
            new { job },
            cancellationToken: cancellationToken));
        return [.. lines.Select(l => new RepricingLine(l.Deployment, l.Rows, l.Unpriced, l.Old, l.New))];
    }

    private async ValueTask<bool> WriteOneAsync(DbConnection connection, DbTransaction transaction, string job, string version, RepricedRow change, CancellationToken cancellationToken)
    {
        var values = new
        {
            job,
            id = change.Row.Id,
            day = RequestColumns.Day(change.Row),
            at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            project = change.Row.Project,
            old = change.Row.CurrentNanos,
            repriced = change.Row.RepricedNanos,
            nanos = change.Nanos,
            version,
        };
        var current = await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT cost_nanos FROM gateway_current_costs WHERE id = @id", values, transaction, cancellationToken: cancellationToken));
        if (current != change.Row.RepricedNanos)
        {
            return false;
        }

        var added = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO gateway_adjustments (job, id, day, at_ms, project, old_nanos, new_nanos, price_version)
            VALUES (@job, @id, @day, @at, @project, @old, @nanos, @version) ON CONFLICT (job, id) DO NOTHING
            """,
            values,
            transaction,
            cancellationToken: cancellationToken));
        return added > 0 && await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO gateway_current_costs (id, day, cost_nanos, price_version) VALUES (@id, @day, @nanos, @version)
            ON CONFLICT (id) DO UPDATE SET cost_nanos = excluded.cost_nanos, price_version = excluded.price_version
            """,
            values,
            transaction,
            cancellationToken: cancellationToken)) > 0;
    }
}
