using System.Text;
using Dapper;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>The WHERE of a query. It names a project or an organisation, or says aloud that it is for everybody: none can forget whose rows it reads.</summary>
internal sealed class LedgerFilter
{
    private readonly StringBuilder where = new();

    private LedgerFilter(LedgerQuery query, bool everybody)
    {
        if (!everybody && query.Project is null && query.Organization is null)
        {
            throw new ArgumentException("A query names its project or its organisation.", nameof(query));
        }

        And("project = @project", "project", query.Project);
        And("organization = @organization", "organization", query.Organization);
        And("team = @team", "team", query.Team);
        And("user_id = @user", "user", query.User);
        And("key_id = @key", "key", query.KeyId);
        And("model = @model", "model", query.Model);
        And("deployment = @deployment", "deployment", query.Deployment);
        And("provider = @provider", "provider", query.Provider);
        And("endpoint = @endpoint", "endpoint", query.Endpoint);
    }

    public DynamicParameters Parameters { get; } = new();

    public string Sql => where.ToString();

    /// <summary>Over the requests, between two times.</summary>
    public static LedgerFilter OfRequests(LedgerQuery query, DateTimeOffset? from, DateTimeOffset? to, bool everybody = false)
    {
        var filter = new LedgerFilter(query, everybody);
        var (fromMs, toMs) = (from?.ToUnixTimeMilliseconds(), to?.ToUnixTimeMilliseconds());
        filter.And("end_user = @endUser", "endUser", query.EndUser);
        filter.And("tags LIKE @tag ESCAPE '!'", "tag", query.Tag is { } tag ? Labels.Having(tag) : null);
        filter.And("status = @status", "status", query.Status is { } status ? LedgerWords.Of(status) : null);
        filter.And("trace_id = @trace", "trace", query.TraceId);
        filter.And("cache_status = @cache", "cache", query.CacheStatus);
        filter.And("at_ms >= @from", "from", fromMs);
        filter.And("r.day >= @fromDay", "fromDay", fromMs / 86_400_000);
        filter.And("r.id >= @fromId", "fromId", fromMs is { } first ? RowIds.Bound(first - RowIds.SlackMs) : null);
        filter.And("at_ms < @to", "to", toMs);
        filter.And("r.day <= @toDay", "toDay", toMs / 86_400_000);
        filter.And("r.id < @toId", "toId", toMs is { } last ? RowIds.Bound(last + RowIds.SlackMs) : null);
        filter.And("r.id < @before", "before", query.Before);
        filter.And(
            "lower(r.id || ' ' || model || ' ' || deployment || ' ' || error_code || ' ' || upstream_request_id) LIKE @text ESCAPE '!'",
            "text",
            string.IsNullOrEmpty(query.Text) ? null : $"%{Labels.Escape(query.Text.ToLowerInvariant())}%");
        if (query.Unpriced is { } unpriced)
        {
            filter.where.Append(" AND COALESCE(c.cost_nanos, r.cost_nanos) IS ").Append(unpriced ? "NULL" : "NOT NULL");
        }

        return filter;
    }

    /// <summary>Over the cells of a kind and span, between two hours; the hours may be null.</summary>
    public static LedgerFilter OfUsage(LedgerQuery query, string kind, UsageSpan span, bool everybody)
    {
        var filter = new LedgerFilter(query, everybody);
        filter.And("kind = @kind", "kind", kind);
        filter.And("label = @endUser", "endUser", query.EndUser);
        filter.And("label LIKE @tag ESCAPE '!'", "tag", query.Tag is { } tag ? Labels.Having(tag) : null);
        filter.And("hours = @hours", "hours", span.Hours);
        filter.And("start >= @fromHour", "fromHour", span.From);
        filter.And("start < @toHour", "toHour", span.To);
        return filter;
    }

    private void And(string condition, string name, object? value)
    {
        if (value is not null)
        {
            where.Append(where.Length == 0 ? "" : " AND ").Append(condition);
            Parameters.Add(name, value);
        }
    }
}
