using System.Data.Common;
using Strata.Core.Storage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>
/// The sums of <c>gateway_usage</c>, kept in the transaction that adds the rows, so that they always agree. Cells are written in
/// the order of their names: two replicas that add to the same cells wait for each other and never in a circle.
/// </summary>
internal static class UsageTable
{
    public const string Table = "gateway_usage";

    /// <summary>The columns that are added up.</summary>
    public static readonly IReadOnlyList<string> Sums =
        ["requests", "failed", "unpriced", "unpriced_tokens", .. UsageColumns.Tokens, "cost_nanos", "upstream_cost_nanos", "saved_nanos", "total_us"];

    private static readonly IReadOnlyList<Column<UsageDelta>> All =
    [
        Text("cell", d => d.Name),
        Number("hours", d => d.Cell.Hours),
        Number("start", d => d.Cell.Start),
        Text("kind", d => d.Cell.Kind),
        Text("label", d => d.Cell.Label),
        Text("organization", d => d.Cell.Organization),
        Text("project", d => d.Cell.Project),
        Text("team", d => d.Cell.Team),
        Text("user_id", d => d.Cell.User),
        Text("key_id", d => d.Cell.Key),
        Text("model", d => d.Cell.Model),
        Text("deployment", d => d.Cell.Deployment),
        Text("provider", d => d.Cell.Provider),
        Text("endpoint", d => d.Cell.Endpoint),
        Number("requests", d => d.Requests),
        Number("failed", d => d.Failed),
        Number("unpriced", d => d.Unpriced),
        Number("unpriced_tokens", d => d.UnpricedTokens),
        .. UsageColumns.Of<UsageDelta>(d => d.Usage),
        Number("cost_nanos", d => d.CostNanos),
        Number("upstream_cost_nanos", d => d.UpstreamCostNanos),
        Number("saved_nanos", d => d.SavedNanos),
        Number("total_us", d => d.TotalUs),
    ];

    private static readonly BulkInsert<UsageDelta> Upsert = new(
        Table, All, $"(hours, start, cell) DO UPDATE SET {string.Join(", ", Sums.Select(c => $"{c} = {Table}.{c} + excluded.{c}"))}");

    /// <summary>Adds rows to the cells they belong to.</summary>
    public static ValueTask AddAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction, IEnumerable<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var deltas = new Dictionary<UsageCell, UsageDelta>();
        foreach (var row in rows)
        {
            foreach (var cell in UsageCell.Of(row))
            {
                Of(deltas, cell).Add(row);
            }
        }

        return WriteAsync(dialect, connection, transaction, deltas, cancellationToken);
    }

    /// <summary>Changes the cells of rows that cost something else now.</summary>
    public static ValueTask RepriceAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction transaction, IEnumerable<(LedgerRow Row, long Nanos)> changes, CancellationToken cancellationToken)
    {
        var deltas = new Dictionary<UsageCell, UsageDelta>();
        foreach (var (row, nanos) in changes)
        {
            foreach (var cell in UsageCell.Of(row))
            {
                Of(deltas, cell).Reprice(row, nanos);
            }
        }

        return WriteAsync(dialect, connection, transaction, deltas, cancellationToken);
    }

    private static UsageDelta Of(Dictionary<UsageCell, UsageDelta> deltas, UsageCell cell) =>
        deltas.TryGetValue(cell, out var known) ? known : deltas[cell] = new UsageDelta(cell);

    private static async ValueTask WriteAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction transaction, Dictionary<UsageCell, UsageDelta> deltas, CancellationToken cancellationToken)
    {
        var ordered = deltas.Values.OrderBy(d => d.Cell.Hours).ThenBy(d => d.Cell.Start).ThenBy(d => d.Name, StringComparer.Ordinal);
        await Upsert.ExecuteAsync(dialect, connection, transaction, [.. ordered], cancellationToken);
    }

    private static Column<UsageDelta> Text(string name, Func<UsageDelta, string> get) => Column<UsageDelta>.Text(name, get);

    private static Column<UsageDelta> Number(string name, Func<UsageDelta, long> get) => Column<UsageDelta>.Number(name, get);
}
