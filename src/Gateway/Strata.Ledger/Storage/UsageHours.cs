using System.Data.Common;
using System.Globalization;
using Dapper;
using Strata.Core.Storage;

namespace Strata.Ledger.Storage;

/// <summary>
/// Makes the cells of <c>gateway_usage</c>. Shipping a row writes no cell, it only opens its hour; an open hour is read from its rows. Once an
/// hour is over it is summed in one statement a kind, and a day that is over from its hours. So a row costs the same whether one key calls or ten
/// thousand do. Cells of an open hour, and of a day with one, do not exist: what is there is right.
/// <code>
/// row → hour open, day 0 (cells gone) → hour over: cells of the hour → day over, none open: cells of the day, day 1 → rows dropped: day 2
/// Cells by tag have the whole set of a row's tags as their label; who reads them takes it apart.
/// </code>
/// </summary>
internal sealed class UsageHours(IDatabase database)
{
    private const int AtOnce = 24;
    private const long HourMs = 3_600_000;
    private const long Lock = 0x5374_7261_526F_6C6C;
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <summary>Opens the hours of rows that came or changed, in the transaction that writes them.</summary>
    public static async ValueTask OpenAsync(DbConnection connection, DbTransaction transaction, IEnumerable<long> atMs, CancellationToken cancellationToken)
    {
        Task<int> RunAsync(string sql, object values) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));

        // Hours and then days, each in ascending order: two replicas wait for each other and never in a circle.
        var hours = atMs.Select(ms => ms / HourMs).Distinct().Order().ToList();
        foreach (var hour in hours)
        {
            await RunAsync("INSERT INTO gateway_usage_hours (hour, version) VALUES (@hour, 1) ON CONFLICT (hour) DO UPDATE SET version = gateway_usage_hours.version + 1", new { hour });
            await RunAsync("DELETE FROM gateway_usage WHERE hours = 1 AND start = @hour", new { hour });
        }

        foreach (var day in hours.Select(h => h / 24).Distinct())
        {
            if (await RunAsync("INSERT INTO gateway_usage_days (day, state) VALUES (@day, 0) ON CONFLICT (day) DO UPDATE SET state = 0 WHERE gateway_usage_days.state = 1", new { day }) > 0)
            {
                await RunAsync("DELETE FROM gateway_usage WHERE hours = 24 AND start = @start", new { start = day * 24 });
            }
        }
    }

    /// <summary>Sums hours and days that are over. Another process that does the same is waited for.</summary>
    /// <returns>How many hours and days were summed.</returns>
    public async ValueTask<int> SumAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hour = (now - Settled).ToUnixTimeMilliseconds() / HourMs;
        var (hours, days) = await DueAsync(hour, hour / 24, cancellationToken);
        foreach (var due in hours.Chunk(AtOnce))
        {
            await InOneAsync(due, SumHourAsync, cancellationToken);
        }

        foreach (var due in days.Chunk(AtOnce))
        {
            await InOneAsync(due, SumDayAsync, cancellationToken);
        }

        return hours.Count + days.Count;
    }

    /// <summary>
    /// Readies days for having their rows dropped: they keep the cells of the day and are never summed again. A row that comes after that counts
    /// until it is dropped too.
    /// </summary>
    /// <returns>Whether all are ready; a late row may ask for another try.</returns>
    public async ValueTask<bool> CloseBeforeAsync(long day, CancellationToken cancellationToken)
    {
        await SumAsync(DateTimeOffset.FromUnixTimeMilliseconds(day * 24 * HourMs) + Settled, cancellationToken);
        var values = new { day, start = day * 24 };
        return await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                Task<int> RunAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: token));
                if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    "SELECT COUNT(*) FROM gateway_usage_days WHERE state = 0 AND day < @day", values, transaction, cancellationToken: token)) > 0)
                {
                    return false;
                }

                await RunAsync("UPDATE gateway_usage_days SET state = 2 WHERE day < @day");
                await RunAsync("DELETE FROM gateway_usage WHERE hours = 1 AND start < @start");
                await RunAsync("DELETE FROM gateway_usage_hours WHERE hour < @start");
                return true;
            },
            cancellationToken);
    }

    private async ValueTask<(IReadOnlyList<long> Hours, IReadOnlyList<long> Days)> DueAsync(long hour, long day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var hours = await connection.QueryAsync<long>(new CommandDefinition(
            "SELECT hour FROM gateway_usage_hours WHERE hour < @hour AND hour / 24 NOT IN (SELECT day FROM gateway_usage_days WHERE state = 2) ORDER BY hour", new { hour }, cancellationToken: cancellationToken));
        var days = await connection.QueryAsync<long>(new CommandDefinition("SELECT day FROM gateway_usage_days WHERE state = 0 AND day < @day ORDER BY day", new { day }, cancellationToken: cancellationToken));
        return ([.. hours], [.. days]);
    }

    private ValueTask<bool> InOneAsync(long[] due, Func<DbConnection, DbTransaction, long, CancellationToken, ValueTask> sum, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                if (database.Dialect == SqlDialect.Postgres)
                {
                    await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@Lock)", new { Lock }, transaction, cancellationToken: token));
                }

                foreach (var one in due)
                {
                    await sum(connection, transaction, one, token);
                }

                return true;
            },
            cancellationToken);

    /// <summary>A row that comes while this runs raises the hour's version: the hour stays open then, and its rows go on being read.</summary>
    private static async ValueTask SumHourAsync(DbConnection connection, DbTransaction transaction, long hour, CancellationToken cancellationToken)
    {
        var values = new
        {
            hour,
            day = hour / 24,
            from = hour * HourMs,
            to = (hour + 1) * HourMs,
            fromId = RowIds.Bound((hour * HourMs) - RowIds.SlackMs),
            toId = RowIds.Bound(((hour + 1) * HourMs) + RowIds.SlackMs),
        };
        Task<int> RunAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        var version = await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT version FROM gateway_usage_hours WHERE hour = @hour", values, transaction, cancellationToken: cancellationToken));
        if (version is null)
        {
            return; // another process was faster
        }

        foreach (var (kind, label) in ((string, string)[])[("", "''"), (UsageSums.EndUser, "r.end_user"), (UsageSums.Tag, "r.tags")])
        {
            await RunAsync(
                $"""
                INSERT INTO gateway_usage (hours, start, kind, label, {UsageSums.Dimensions}, {string.Join(", ", UsageSums.Sums)})
                SELECT 1, {hour.ToString(CultureInfo.InvariantCulture)}, '{kind}', {label}, {UsageSums.Dimensions}, {UsageSums.Big(UsageSums.OfRows)}
                FROM {RequestColumns.From} WHERE r.day = @day AND r.at_ms >= @from AND r.at_ms < @to AND r.id >= @fromId AND r.id < @toId
                GROUP BY {UsageSums.Dimensions}{(kind.Length > 0 ? ", " + label : "")}
                """,
                values);
        }

        if (await RunAsync("DELETE FROM gateway_usage_hours WHERE hour = @hour AND version = @version", new { hour, version }) == 0)
        {
            await RunAsync("DELETE FROM gateway_usage WHERE hours = 1 AND start = @hour", values);
        }
    }

    private static async ValueTask SumDayAsync(DbConnection connection, DbTransaction transaction, long day, CancellationToken cancellationToken)
    {
        var values = new { day, start = day * 24, end = (day + 1) * 24 };
        Task<int> RunAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        await RunAsync("UPDATE gateway_usage_days SET state = state WHERE day = @day"); // locks it: what follows sees every hour that was opened before
        if (await RunAsync("UPDATE gateway_usage_days SET state = 1 WHERE day = @day AND state = 0 AND NOT EXISTS (SELECT 1 FROM gateway_usage_hours WHERE hour >= @start AND hour < @end)") == 0)
        {
            return; // a late row opened one of its hours
        }

        await RunAsync("DELETE FROM gateway_usage WHERE hours = 24 AND start = @start");
        await RunAsync($"""
            INSERT INTO gateway_usage (hours, start, kind, label, {UsageSums.Dimensions}, {string.Join(", ", UsageSums.Sums)})
            SELECT 24, {(day * 24).ToString(CultureInfo.InvariantCulture)}, kind, label, {UsageSums.Dimensions}, {UsageSums.Big(UsageSums.Sums.Select(s => $"SUM({s})"))}
            FROM gateway_usage WHERE hours = 1 AND start >= @start AND start < @end GROUP BY kind, label, {UsageSums.Dimensions}
            """);
    }
}
