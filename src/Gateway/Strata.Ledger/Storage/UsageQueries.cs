using System.Data.Common;
using System.Globalization;
using Dapper;
using Strata.Core.Storage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>Sums over cells and rows, put together as <see cref="UsagePlan"/> says.</summary>
internal sealed class UsageQueries(IDatabase database)
{
    /// <summary>The sum over all tenants.</summary>
    public ValueTask<IReadOnlyList<UsageSum>> SumOfEverybodyAsync(LedgerQuery query, CancellationToken cancellationToken) => SumAsync(query, [], everybody: true, cancellationToken);

    public ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken) =>
        SumAsync(query, groups, everybody: false, cancellationToken);

    private async ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, bool everybody, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<RowList<string>, UsageSum>();
        await using var connection = await database.OpenAsync(cancellationToken);

        // One snapshot: an hour that is closed or opened meanwhile is not counted twice or left out.
        await connection.ExecuteAsync(database.Dialect == SqlDialect.Postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN DEFERRED TRANSACTION");
        try
        {
            var openHours = await connection.QueryAsync<long>(new CommandDefinition("SELECT hour FROM gateway_usage_hours ORDER BY hour", cancellationToken: cancellationToken));
            var openDays = await connection.QueryAsync<long>(new CommandDefinition("SELECT day FROM gateway_usage_days WHERE state = 0 ORDER BY day", cancellationToken: cancellationToken));
            var plan = UsagePlan.Of(query, groups, [.. openHours], [.. openDays]);
            foreach (var span in plan.Cells)
            {
                var by = string.Join(", ", groups.Select(g => OfCell(g, plan.Kind)));
                var filter = LedgerFilter.OfUsage(query, plan.Kind, span, everybody);
                var sql = $"SELECT {Keys(by)}{UsageSums.Big(UsageSums.Sums.Select(c => $"SUM({c})"))} FROM {UsageSums.Table} WHERE {filter.Sql}{GroupBy(by)}";
                await AddAsync(connection, sql, filter.Parameters, groups, sums, cancellationToken);
            }

            foreach (var (from, to) in plan.Rows)
            {
                var by = string.Join(", ", groups.Select(OfRow));
                var filter = LedgerFilter.OfRequests(query, from, to, everybody);
                var sql = $"SELECT {Keys(by)}{UsageSums.Big(UsageSums.OfRows)} FROM {RequestColumns.From} WHERE {filter.Sql}{GroupBy(by)}";
                await AddAsync(connection, sql, filter.Parameters, groups, sums, cancellationToken);
            }
        }
        finally
        {
            await connection.ExecuteAsync("ROLLBACK TRANSACTION");
        }

        return [.. sums.Values.OrderBy(s => string.Join('\n', s.Keys), StringComparer.Ordinal)];
    }

    private static async ValueTask AddAsync(
        DbConnection connection, string sql, DynamicParameters parameters, IReadOnlyList<UsageGroup> groups, Dictionary<RowList<string>, UsageSum> sums, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var (values, sum) = Read((DbDataReader)reader, groups.Count);
            if (sum.Requests == 0)
            {
                continue;
            }

            foreach (var keys in Spread(values, groups))
            {
                var part = sum with { Keys = keys };
                sums[keys] = sums.TryGetValue(keys, out var known) ? Add(known, part) : part;
            }
        }
    }

    private static (string[] Keys, UsageSum Sum) Read(DbDataReader reader, int groups)
    {
        var from = new RowCursor(reader);
        var keys = new string[groups];
        for (var i = 0; i < groups; i++)
        {
            keys[i] = from.Text();
        }

        return (keys, new UsageSum
        {
            Keys = [],
            Requests = from.Number(),
            Failed = from.Optional() ?? 0,
            Unpriced = from.Optional() ?? 0,
            UnpricedTokens = from.Optional() ?? 0,
            Usage = from.Usage(),
            CostNanos = from.Number(),
            UpstreamCostNanos = from.Number(),
            SavedNanos = from.Number(),
            Total = from.Micros(),
        });
    }

    /// <summary>The groups that a line counts in: one, or one for each tag of its set.</summary>
    private static IEnumerable<RowList<string>> Spread(string[] values, IReadOnlyList<UsageGroup> groups)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = groups[i] switch
            {
                UsageGroup.Day => Format(values[i], 24, "yyyy-MM-dd"),
                UsageGroup.Hour => Format(values[i], 1, "yyyy-MM-ddTHH"),
                _ => values[i],
            };
        }

        var tag = groups.ToList().IndexOf(UsageGroup.Tag);
        if (tag < 0 || values[tag].Length == 0 || values[tag][0] != '\n')
        {
            return [new RowList<string>(values)];
        }

        return Labels.Split(values[tag]).Distinct(StringComparer.Ordinal).Select(label =>
        {
            var copy = (string[])values.Clone();
            copy[tag] = label;
            return new RowList<string>(copy);
        });
    }

    private static string Format(string number, int hours, string format) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(number, CultureInfo.InvariantCulture) * hours * 3_600_000).ToString(format, CultureInfo.InvariantCulture);

    private static UsageSum Add(UsageSum a, UsageSum b) => a with
    {
        Requests = a.Requests + b.Requests,
        Failed = a.Failed + b.Failed,
        Unpriced = a.Unpriced + b.Unpriced,
        UnpricedTokens = a.UnpricedTokens + b.UnpricedTokens,
        Usage = UsageSums.Add(a.Usage, b.Usage),
        CostNanos = a.CostNanos + b.CostNanos,
        UpstreamCostNanos = a.UpstreamCostNanos + b.UpstreamCostNanos,
        SavedNanos = a.SavedNanos + b.SavedNanos,
        Total = a.Total + b.Total,
    };

    private static string OfCell(UsageGroup group, string kind) => group switch
    {
        UsageGroup.Day => "CAST(start / 24 AS TEXT)",
        UsageGroup.Hour => "CAST(start AS TEXT)",
        UsageGroup.Tag or UsageGroup.EndUser => kind.Length > 0 ? "label" : throw new ArgumentOutOfRangeException(nameof(group)),
        _ => Column(group),
    };

    private static string OfRow(UsageGroup group) => group switch
    {
        UsageGroup.Day => "CAST(r.at_ms / 86400000 AS TEXT)",
        UsageGroup.Hour => "CAST(r.at_ms / 3600000 AS TEXT)",
        _ => "r." + Column(group),
    };

    private static string Column(UsageGroup group) => group switch
    {
        UsageGroup.Key => "key_id",
        UsageGroup.Organization => "organization",
        UsageGroup.Project => "project",
        UsageGroup.Team => "team",
        UsageGroup.User => "user_id",
        UsageGroup.EndUser => "end_user",
        UsageGroup.Tag => "tags",
        UsageGroup.Provider => "provider",
        UsageGroup.Deployment => "deployment",
        UsageGroup.Endpoint => "endpoint",
        _ => "model",
    };

    private static string Keys(string by) => by.Length == 0 ? "" : by + ", ";

    private static string GroupBy(string by) => by.Length == 0 ? "" : " GROUP BY " + by;
}
