using System.Globalization;
using System.Text;
using Dapper;
using Strata.Core.Storage;
using Strata.Core.Usage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>The SQL of the shipped ledger. Every query names its project.</summary>
internal sealed class LedgerTable(IDatabase database)
{
    /// <summary>Adds rows and moves the shipped mark in one transaction: after a crash, rows and mark agree.</summary>
    public ValueTask<int> ShipAsync(string log, IReadOnlyList<LedgerRow> rows, long through, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var added = rows.Count == 0 ? 0
                    : await connection.ExecuteAsync(new CommandDefinition(LedgerRecord.Insert, rows.Select(LedgerRecord.From).ToArray(), transaction, cancellationToken: token));
                await connection.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO gateway_ledger_shipped (log, sequence) VALUES (@log, @through) ON CONFLICT (log) DO UPDATE SET sequence = excluded.sequence",
                    new { log, through },
                    transaction,
                    cancellationToken: token));
                return added;
            },
            cancellationToken);

    public async ValueTask<long> ShippedAsync(string log, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT sequence FROM gateway_ledger_shipped WHERE log = @log", new { log }, cancellationToken: cancellationToken)) ?? 0;
    }

    public async ValueTask<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters();
        var sql = $"SELECT {LedgerRecord.Columns} FROM gateway_ledger WHERE {Where(query, parameters)} ORDER BY id DESC LIMIT @limit";
        parameters.Add("limit", Math.Clamp(query.Limit, 1, LedgerQuery.LimitMax));
        var records = await connection.QueryAsync<LedgerRecord>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. records.Select(r => r.ToRow())];
    }

    public async ValueTask<LedgerRow?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var record = await connection.QuerySingleOrDefaultAsync<LedgerRecord>(new CommandDefinition(
            $"SELECT {LedgerRecord.Columns} FROM gateway_ledger WHERE project = @project AND id = @id", new { project, id }, cancellationToken: cancellationToken));
        return record?.ToRow();
    }

    public async ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, UsageGroup group, CancellationToken cancellationToken)
    {
        var by = group switch
        {
            UsageGroup.Model => "model",
            UsageGroup.Key => "key_id",
            _ => "CAST(at_ms / 86400000 AS TEXT)",
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters();
        var sums = await connection.QueryAsync<Sum>(new CommandDefinition(
            $"""
            SELECT {by} AS Name, COUNT(*) AS Requests, CAST(SUM(CASE WHEN status = 'ok' THEN 0 ELSE 1 END) AS BIGINT) AS Failed,
                CAST(SUM(input_tokens) AS BIGINT) AS Input, CAST(SUM(cached_input_tokens) AS BIGINT) AS CachedInput,
                CAST(SUM(cache_write_tokens) AS BIGINT) AS CacheWrite, CAST(SUM(output_tokens) AS BIGINT) AS Output,
                CAST(SUM(reasoning_tokens) AS BIGINT) AS Reasoning, CAST(COALESCE(SUM(cost_nanos), 0) AS BIGINT) AS CostNanos,
                CAST(SUM(CASE WHEN cost_nanos IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS Unpriced
            FROM gateway_ledger WHERE {Where(query, parameters)} GROUP BY {by} ORDER BY {by}
            """,
            parameters,
            cancellationToken: cancellationToken));
        return [.. sums.Select(s => s.ToSum(group))];
    }

    private static string Where(LedgerQuery query, DynamicParameters parameters)
    {
        var where = new StringBuilder("project = @project");
        parameters.Add("project", query.Project);
        void And(string condition, string name, object? value)
        {
            if (value is not null)
            {
                where.Append(" AND ").Append(condition);
                parameters.Add(name, value);
            }
        }

        And("key_id = @key", "key", query.KeyId);
        And("model = @model", "model", query.Model);
        And("status = @status", "status", query.Status is { } status ? LedgerWords.Of(status) : null);
        And("trace_id = @trace", "trace", query.TraceId);
        And("at_ms >= @from", "from", query.From?.ToUnixTimeMilliseconds());
        And("at_ms < @to", "to", query.To?.ToUnixTimeMilliseconds());
        And("id < @before", "before", query.Before);
        And(
            "lower(id || ' ' || model || ' ' || deployment || ' ' || error_code || ' ' || upstream_request_id) LIKE @text ESCAPE '!'",
            "text",
            string.IsNullOrEmpty(query.Text) ? null : $"%{Escape(query.Text.ToLowerInvariant())}%");
        return where.ToString();
    }

    private static string Escape(string text) => text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private sealed class Sum
    {
        public string Name { get; set; } = "";

        public long Requests { get; set; }

        public long Failed { get; set; }

        public long Input { get; set; }

        public long CachedInput { get; set; }

        public long CacheWrite { get; set; }

        public long Output { get; set; }

        public long Reasoning { get; set; }

        public long CostNanos { get; set; }

        public long Unpriced { get; set; }

        public UsageSum ToSum(UsageGroup group) => new()
        {
            Group = group == UsageGroup.Day
                ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Name, CultureInfo.InvariantCulture) * 86_400_000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : Name,
            Requests = Requests,
            Failed = Failed,
            Usage = new TokenUsage { Input = Input, CachedInput = CachedInput, CacheWrite = CacheWrite, Output = Output, Reasoning = Reasoning },
            CostNanos = CostNanos,
            Unpriced = Unpriced,
        };
    }
}
