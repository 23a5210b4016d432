using System.Data.Common;
using Dapper;
using Strata.Core.Storage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>The SQL of the shipped ledger.</summary>
internal sealed class LedgerTable(IDatabase database)
{
    private readonly LedgerDays days = new(database);
    private readonly UsageQueries usage = new(database);
    private readonly UsageHours hours = new(database);

    /// <summary>
    /// Adds rows and attempts, opens their hours for the sums, and moves the shipped mark, in one transaction: after a crash all agree.
    /// A row that is there already adds nothing, so shipping twice is shipping once.
    /// </summary>
    /// <returns>Deployments without a price, each with its book, that were not known before.</returns>
    public async ValueTask<IReadOnlyList<(string Deployment, string Version)>> ShipAsync(string log, IReadOnlyList<LedgerRow> rows, long through, CancellationToken cancellationToken)
    {
        await days.EnsureAsync(rows.Select(RequestColumns.Day).Distinct(), cancellationToken);
        return await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var added = await RequestColumns.Insert.ExecuteAsync(database.Dialect, connection, transaction, rows, token);
                await AttemptColumns.Insert.ExecuteAsync(
                    database.Dialect, connection, transaction, [.. added.SelectMany(row => row.Attempts.Select(attempt => new AttemptRecord(row, attempt)))], token);
                var news = await UnpricedAsync(connection, transaction, added, token);
                await UsageHours.OpenAsync(connection, transaction, added.Select(row => row.At.ToUnixTimeMilliseconds()), token);
                await connection.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO gateway_ledger_shipped (log, sequence) VALUES (@log, @through) ON CONFLICT (log) DO UPDATE SET sequence = excluded.sequence",
                    new { log, through },
                    transaction,
                    cancellationToken: token));
                return news;
            },
            cancellationToken);
    }

    public async ValueTask<long> ShippedAsync(string log, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT sequence FROM gateway_ledger_shipped WHERE log = @log", new { log }, cancellationToken: cancellationToken)) ?? 0;
    }

    public async ValueTask<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var filter = LedgerFilter.OfRequests(query, query.From, query.To);
        filter.Parameters.Add("limit", Math.Clamp(query.Limit, 1, LedgerQuery.LimitMax));
        return await ReadAsync(
            connection, $"SELECT {RequestColumns.Select} FROM {RequestColumns.From} WHERE {filter.Sql} ORDER BY r.id DESC LIMIT @limit", filter.Parameters, cancellationToken);
    }

    public async ValueTask<LedgerRow?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await ReadAsync(
            connection, $"SELECT {RequestColumns.Select} FROM {RequestColumns.From} WHERE project = @project AND r.id = @id", new DynamicParameters(new { project, id }), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    public ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken) =>
        usage.SumAsync(query, groups, cancellationToken);

    public ValueTask<IReadOnlyList<UsageSum>> SpentAsync(UsageGroup node, string id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var all = new LedgerQuery { Project = null, From = from };
        return usage.SumOfEverybodyAsync(node switch
        {
            UsageGroup.Organization => all with { Organization = id },
            UsageGroup.Project => all with { Project = id },
            UsageGroup.Team => all with { Team = id },
            UsageGroup.Key => all with { KeyId = id },
            UsageGroup.User => all with { User = id },
            UsageGroup.EndUser => all with { EndUser = id },
            UsageGroup.Tag => all with { Tag = id },
            UsageGroup.Provider => all with { Provider = id },
            UsageGroup.Model => all with { Model = id },
            UsageGroup.Deployment => all with { Deployment = id },
            UsageGroup.Endpoint => all with { Endpoint = id },
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        }, cancellationToken);
    }

    /// <summary>Sums hours and days that are over.</summary>
    public ValueTask<int> CloseHoursAsync(DateTimeOffset now, CancellationToken cancellationToken) => hours.SumAsync(now, cancellationToken);

    public async ValueTask DropBeforeAsync(long day, CancellationToken cancellationToken)
    {
        while (!await hours.CloseBeforeAsync(day, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        await days.DropBeforeAsync(day, cancellationToken);
    }

    private static async ValueTask<IReadOnlyList<(string Deployment, string Version)>> UnpricedAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var news = new List<(string, string)>();
        foreach (var same in rows.Where(r => r.CostNanos is null).GroupBy(r => (Deployment: StoredText.Of(r.Deployment), r.PriceVersion)).OrderBy(g => g.Key.Deployment, StringComparer.Ordinal)
            .ThenBy(g => g.Key.PriceVersion, StringComparer.Ordinal))
        {
            var added = await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO gateway_unpriced (deployment, price_version, first_at_ms) VALUES (@deployment, @version, @at) ON CONFLICT (deployment, price_version) DO NOTHING",
                new { deployment = same.Key.Deployment, version = same.Key.PriceVersion, at = same.Min(r => r.At.ToUnixTimeMilliseconds()) },
                transaction,
                cancellationToken: cancellationToken));
            if (added > 0)
            {
                news.Add(same.Key);
            }
        }

        return news;
    }

    /// <summary>Rows with their attempts.</summary>
    private async ValueTask<IReadOnlyList<LedgerRow>> ReadAsync(DbConnection connection, string sql, DynamicParameters parameters, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        await using (var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(RequestColumns.Read(reader));
            }
        }

        var attempts = await AttemptsAsync(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        for (var i = 0; i < rows.Count; i++)
        {
            if (attempts[rows[i].Id].ToArray() is { Length: > 0 } own)
            {
                rows[i] = rows[i] with { Attempts = new RowList<LedgerAttempt>(own) };
            }
        }

        return rows;
    }

    private async ValueTask<ILookup<string, LedgerAttempt>> AttemptsAsync(DbConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var attempts = new List<(string Id, LedgerAttempt Attempt)>();
        if (ids.Length > 0)
        {
            var among = database.Dialect == SqlDialect.Postgres ? "= ANY(@ids)" : "IN @ids";
            await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
                $"SELECT {AttemptColumns.Select} FROM {AttemptColumns.Table} WHERE id {among} ORDER BY id, number", new { ids }, cancellationToken: cancellationToken));
            while (await reader.ReadAsync(cancellationToken))
            {
                attempts.Add(AttemptColumns.Read(reader));
            }
        }

        return attempts.ToLookup(a => a.Id, a => a.Attempt, StringComparer.Ordinal);
    }
}
