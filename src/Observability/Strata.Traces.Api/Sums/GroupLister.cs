using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;

namespace Strata.Traces.Api.Sums;

/// <summary>
/// Sessions and users, the last active first. Which there are is counted over the range; what stands in the rows of a page is added up
/// from their traces, so that tokens and prices that several spans of a trace state count once.
/// </summary>
public sealed class GroupLister(TraceReader reader)
{
    private const int TracesMax = SpanQuery.LimitMax;

    /// <summary>The rows of a page, and how many there are in all.</summary>
    public async ValueTask<Result<(IReadOnlyList<GroupRow> Rows, int Total)>> ListAsync(TraceScope scope, GroupQuery query, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(query.Take, 1, GroupQuery.TakeMax);
        if (!(await reader.GroupsAsync(scope, query.Range, query.Filter, query.Field, (query.Skip, take), cancellationToken)).Try(out var groups, out var problem))
        {
            return problem;
        }

        if (groups.Page.Count == 0)
        {
            return (Array.Empty<GroupRow>(), groups.Total);
        }

        // Their traces lie between the first and the last of their spans, which spares most of the blocks.
        var range = new TimeRange(groups.Page.Min(g => g.FirstNs), groups.Page.Max(g => g.LastNs) + 1);
        var these = SpanFilter.Parse($"{query.Field} in ({string.Join(", ", groups.Page.Select(g => Quoted(g.Key)))})");
        if (!these.Try(out var filter, out problem)
            || !(await reader.TracesAsync(scope, new SpanQuery { Range = range, Filter = filter.And(query.Filter), Limit = TracesMax }, cancellationToken)).Try(out var traces, out problem))
        {
            return problem;
        }

        var byId = traces.Rows.ToLookup(t => query.Field == "session" ? t.Hit.Session : t.Hit.User, StringComparer.Ordinal);
        return ([.. groups.Page.Select(g => Row(g, [.. byId[g.Key]], traces.Next is not null))], groups.Total);
    }

    /// <summary>A text as the filter language quotes it.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static GroupRow Row(GroupSum group, IReadOnlyList<TraceRow> traces, bool more) => new()
    {
        Id = group.Key,
        Spans = group.Spans,
        Errors = group.Errors,
        Traces = traces.Count,
        HasMore = more,
        LastNs = traces.Count == 0 ? group.LastNs : traces.Max(t => t.StartNs),
        FirstNs = traces.Count == 0 ? group.FirstNs : traces.Min(t => t.StartNs),
        Usage = traces.Aggregate(default(TokenUsage), (sum, t) => sum + t.Usage),
        CostNanos = traces.Any(t => t.CostNanos is not null) ? traces.Sum(t => t.CostNanos ?? 0) : null,
        Asked = traces.Count == 0 ? "" : PreviewText.Of(traces.MaxBy(t => t.StartNs)!.Asked),
        User = traces.Select(t => t.Hit.User).FirstOrDefault(u => u.Length > 0) ?? "",
        Sessions = traces.Select(t => t.Hit.Session).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).Count(),
    };
}
