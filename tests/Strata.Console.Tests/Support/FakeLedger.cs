using System.Globalization;
using System.Text;
using Strata.Console.Data;
using Strata.Core.Usage;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Console.Tests.Support;

/// <summary>A ledger in a list that sums as the real one does.</summary>
internal sealed class FakeLedger : ILedgerDesk
{
    public List<LedgerRow> Rows { get; } = [];

    public ValueTask<IReadOnlyList<UsageSum>> SumAsync(LedgerQuery query, IReadOnlyList<UsageGroup> groups, CancellationToken cancellationToken) =>
        new([.. Select(query).GroupBy(r => string.Join('\u001f', groups.Select(g => KeyOf(r, g)))).Select(g => new UsageSum
        {
            Keys = [.. groups.Count == 0 ? [] : g.Key.Split('\u001f')],
            Requests = g.Count(),
            Failed = g.Count(r => r.Status != LedgerStatus.Ok),
            Usage = g.Aggregate(default(TokenUsage), (sum, r) => sum + r.Usage),
            CostNanos = g.Sum(r => r.CostNanos ?? 0),
            Unpriced = g.Count(r => r.CostNanos is null),
            UnpricedTokens = g.Where(r => r.CostNanos is null).Sum(r => r.Usage.Total),
            SavedNanos = g.Sum(r => r.SavedNanos),
        })]);

    public ValueTask<IReadOnlyList<LedgerRow>> RowsAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        new([.. Select(query).OrderByDescending(r => r.Id, StringComparer.Ordinal).Take(query.Limit)]);

    public async ValueTask ExportAsync(Stream target, LedgerQuery query, CancellationToken cancellationToken) =>
        await target.WriteAsync(Encoding.UTF8.GetBytes("id\r\n" + string.Concat(Select(query).Select(r => r.Id + "\r\n"))), cancellationToken);

    private IEnumerable<LedgerRow> Select(LedgerQuery query) => Rows.Where(r =>
        (query.Project is null ? query.Organization is not null : r.Project == query.Project) && (query.Organization is null || r.Organization == query.Organization)
        && (query.KeyId is null || r.KeyId == query.KeyId) && (query.Model is null || r.Model == query.Model) && (query.Provider is null || r.Provider == query.Provider)
        && (query.User is null || r.User == query.User) && (query.CacheStatus is null || r.CacheStatus == query.CacheStatus)
        && (query.From is null || r.At >= query.From) && (query.To is null || r.At < query.To));

    private static string KeyOf(LedgerRow row, UsageGroup group) => group switch
    {
        UsageGroup.Model => row.Model,
        UsageGroup.Key => row.KeyId,
        UsageGroup.Day => row.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        UsageGroup.Hour => row.At.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture),
        UsageGroup.Organization => row.Organization,
        UsageGroup.Project => row.Project,
        UsageGroup.User => row.User,
        UsageGroup.EndUser => row.EndUser,
        UsageGroup.Tag => row.Tags.Count > 0 ? row.Tags[0] : "",
        UsageGroup.Provider => row.Provider,
        UsageGroup.Deployment => row.Deployment,
        _ => row.Endpoint,
    };
}
