using System.Data.Common;
using System.Text;
using Dapper;
using Strata.Budgets.Slices;
using Strata.Core.Storage;

namespace Strata.Budgets.Storage;

/// <summary>
/// Slices as rows: one for each count and process, with what it used and what it leased beyond. The count's own row is written first
/// and so locked: of two processes the second sees what the first leased. Rows of a process that is gone stay until their window has
/// ended (what it used stays used); its lease ends by the clock. Processes keep their clocks within a small part of a lease.
/// </summary>
public sealed class SliceStore(IDatabase database, TimeProvider time) : ISliceStore
{
    /// <summary>How long a lease and a process's sign of life last.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private const string Prune = "prune";
    private const int NewsMax = 50_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private const string Live = """
        INSERT INTO budget_replicas (holder, seen_ms) VALUES (@holder, @now) ON CONFLICT (holder) DO UPDATE SET seen_ms = excluded.seen_ms;
        SELECT COUNT(*) FROM budget_replicas WHERE seen_ms > @alive AND holder <> 'prune'
        """;

    private const string News = """
        SELECT c.source AS Source, c.rule AS Rule, c.shape AS Shape, c.organization AS Organization, c.node AS Node, c.start_ms AS Start,
            CAST(SUM(CASE WHEN s.holder <> @holder THEN s.used ELSE 0 END) AS BIGINT) AS Used,
            CAST(SUM(CASE WHEN s.holder <> @holder AND s.lease_ms > @now THEN s.granted ELSE 0 END) AS BIGINT) AS Granted
        FROM budget_counts c JOIN budget_slices s ON s.counter = c.counter
        WHERE c.long_lived = 1 AND c.touched_ms >= @since AND s.ends_ms > @now
        GROUP BY c.counter, c.source, c.rule, c.shape, c.organization, c.node, c.start_ms
        HAVING MAX(CASE WHEN s.holder <> @holder AND s.seen_ms >= @since THEN 1 ELSE 0 END) = 1
        ORDER BY c.counter
        LIMIT @most
        """;

    private const string Others = """
        SELECT CAST(COALESCE(SUM(used), 0) AS BIGINT) FROM budget_slices
        WHERE counter = @counter AND holder <> @holder AND holder <> 'ledger' AND ends_ms > @now
        """;

    private const string Forget = "DELETE FROM budget_slices WHERE counter = @counter AND holder <> @holder";

    private const string Correct = """
        INSERT INTO budget_slices (counter, holder, used, granted, lease_ms, seen_ms, ends_ms) VALUES (@counter, 'ledger', @used, 0, 0, @now, @ends)
        ON CONFLICT (counter, holder) DO UPDATE SET used = excluded.used, seen_ms = excluded.seen_ms, ends_ms = excluded.ends_ms
        """;

    private const string Fold = """
        INSERT INTO budget_slices (counter, holder, used, granted, lease_ms, seen_ms, ends_ms)
        SELECT counter, 'past', SUM(used), 0, 0, MAX(seen_ms), MAX(ends_ms) FROM budget_slices
        WHERE seen_ms < @forgotten AND ends_ms > @now AND holder NOT IN ('ledger', 'past') AND holder NOT IN (SELECT holder FROM budget_replicas WHERE seen_ms > @forgotten)
        GROUP BY counter
        ON CONFLICT (counter, holder) DO UPDATE SET used = budget_slices.used + excluded.used, ends_ms = excluded.ends_ms
        """;

    private const string Clean = """
        DELETE FROM budget_slices
        WHERE ends_ms <= @now
            OR (seen_ms < @forgotten AND holder NOT IN ('ledger', 'past') AND holder NOT IN (SELECT holder FROM budget_replicas WHERE seen_ms > @forgotten));
        DELETE FROM budget_counts WHERE touched_ms < @forgotten AND counter NOT IN (SELECT counter FROM budget_slices);
        DELETE FROM budget_replicas WHERE seen_ms < @forgotten
        """;

    /// <inheritdoc/>
    public ValueTask<SliceExchange> ExchangeAsync(string holder, IReadOnlyList<SliceReport> reports, long sinceMs, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var now = Now;
                var call = new Call(connection, transaction, holder, now, token);
                var replicas = (int)await connection.ExecuteScalarAsync<long>(new CommandDefinition(Live, new { holder, now, alive = now - (long)Lease.TotalMilliseconds }, transaction, cancellationToken: token));
                var grants = reports.Count == 0 ? [] : await GrantAsync(call, reports, replicas);
                var news = sinceMs == long.MaxValue ? []
                    : await connection.QueryAsync<NewsRow>(new CommandDefinition(News, new { holder, now, since = sinceMs, most = NewsMax }, transaction, cancellationToken: token));
                return new SliceExchange(replicas, grants, [.. news.Select(n => n.ToNews())]);
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CorrectAsync(string holder, SliceReport report, long usedByLedger, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var now = Now;
                await LockAsync(new Call(connection, transaction, holder, now, token), [report]);
                var counter = report.Key.Text;
                if (report.IsSliding)
                {
                    await connection.ExecuteAsync(new CommandDefinition(Forget, new { counter, holder }, transaction, cancellationToken: token));
                }

                var others = await connection.ExecuteScalarAsync<long>(new CommandDefinition(Others, new { counter, holder, now }, transaction, cancellationToken: token));
                return await connection.ExecuteAsync(new CommandDefinition(
                    Correct, new { counter, used = Math.Max(0, usedByLedger - others), now, ends = report.EndsMs }, transaction, cancellationToken: token));
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PruneAsync(CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var now = Now;
                var at = new { now, forgotten = now - (long)Forgotten.TotalMilliseconds, holder = Prune, alive = now };

                // The first statement writes one row that all who prune write: they come one after the other, and none folds twice.
                await connection.ExecuteAsync(new CommandDefinition(Live, at, transaction, cancellationToken: token));
                await connection.ExecuteAsync(new CommandDefinition(Fold, at, transaction, cancellationToken: token));
                return await connection.ExecuteAsync(new CommandDefinition(Clean, at, transaction, cancellationToken: token));
            },
            cancellationToken);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async ValueTask<SliceGrant[]> GrantAsync(Call call, IReadOnlyList<SliceReport> reports, int replicas)
    {
        await LockAsync(call, reports);
        var sums = await SumAsync(call, reports);
        var grants = new SliceGrant[reports.Count];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = sums.GetValueOrDefault(reports[i].Key.Text).Grant(reports[i], replicas);
        }

        await WriteAsync(call, reports, grants);
        return grants;
    }

    /// <summary>Writes the counts' own rows, in one order for everybody.</summary>
    private static ValueTask<int> LockAsync(Call call, IReadOnlyList<SliceReport> reports)
    {
        var sql = new StringBuilder("INSERT INTO budget_counts (counter, source, rule, shape, organization, node, start_ms, long_lived, touched_ms) VALUES ");
        var values = new DynamicParameters(new { now = call.Now });
        var i = 0;
        foreach (var report in reports.OrderBy(r => r.Key.Text, StringComparer.Ordinal))
        {
            sql.Append(i == 0 ? "" : ", ").Append(FormattableString.Invariant($"(@c{i}, @s{i}, @r{i}, @h{i}, @o{i}, @n{i}, @t{i}, @l{i}, @now)"));
            values.Add($"c{i}", report.Key.Text);
            values.Add($"s{i}", report.Key.Source);
            values.Add($"r{i}", report.Key.Rule);
            values.Add($"h{i}", report.Key.Shape);
            values.Add($"o{i}", report.Key.Organization);
            values.Add($"n{i}", report.Key.Node);
            values.Add($"t{i}", report.Key.StartMs);
            values.Add($"l{i}", report.IsLong ? 1 : 0);
            i++;
        }

        sql.Append(" ON CONFLICT (counter) DO UPDATE SET touched_ms = excluded.touched_ms");
        return call.ExecuteAsync(sql.ToString(), values);
    }

    private static async ValueTask<Dictionary<string, SliceSums>> SumAsync(Call call, IReadOnlyList<SliceReport> reports)
    {
        var sql = new StringBuilder("""
            SELECT counter AS Counter, CAST(SUM(used) AS BIGINT) AS Used, CAST(SUM(CASE WHEN lease_ms > @now THEN granted ELSE 0 END) AS BIGINT) AS Granted
            FROM budget_slices WHERE holder <> @holder AND ends_ms > @now AND counter IN (
            """);
        var values = new DynamicParameters(new { now = call.Now, holder = call.Holder });
        for (var i = 0; i < reports.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(FormattableString.Invariant($"@c{i}"));
            values.Add($"c{i}", reports[i].Key.Text);
        }

        sql.Append(") GROUP BY counter");
        var rows = await call.Connection.QueryAsync<SumRow>(new CommandDefinition(sql.ToString(), values, call.Transaction, cancellationToken: call.Token));
        return rows.ToDictionary(r => r.Counter, r => new SliceSums(r.Used, r.Granted), StringComparer.Ordinal);
    }

    private static ValueTask<int> WriteAsync(Call call, IReadOnlyList<SliceReport> reports, SliceGrant[] grants)
    {
        var sql = new StringBuilder("INSERT INTO budget_slices (counter, holder, used, granted, lease_ms, seen_ms, ends_ms) VALUES ");
        var values = new DynamicParameters(new { now = call.Now, holder = call.Holder, lease = call.Now + (long)Lease.TotalMilliseconds });
        for (var i = 0; i < reports.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(FormattableString.Invariant($"(@c{i}, @holder, @u{i}, @g{i}, @lease, @now, @e{i})"));
            values.Add($"c{i}", reports[i].Key.Text);
            values.Add($"u{i}", reports[i].Used);
            values.Add($"g{i}", grants[i].Granted);
            values.Add($"e{i}", reports[i].EndsMs);
        }

        sql.Append("""
             ON CONFLICT (counter, holder) DO UPDATE
                SET used = excluded.used, granted = excluded.granted, lease_ms = excluded.lease_ms, seen_ms = excluded.seen_ms, ends_ms = excluded.ends_ms
            """);
        return call.ExecuteAsync(sql.ToString(), values);
    }

    private readonly record struct Call(DbConnection Connection, DbTransaction Transaction, string Holder, long Now, CancellationToken Token)
    {
        public async ValueTask<int> ExecuteAsync(string sql, DynamicParameters values) =>
            await Connection.ExecuteAsync(new CommandDefinition(sql, values, Transaction, cancellationToken: Token));
    }

    private sealed class SumRow
    {
        public string Counter { get; init; } = "";

        public long Used { get; init; }

        public long Granted { get; init; }
    }

    private sealed class NewsRow
    {
        public string Source { get; init; } = "";

        public string Rule { get; init; } = "";

        public string Shape { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Node { get; init; } = "";

        public long Start { get; init; }

        public long Used { get; init; }

        public long Granted { get; init; }

        public SliceNews ToNews() => new(new SliceKey(Source, Rule, Shape, Organization, Node, Start), new SliceSums(Used, Granted));
    }
}
