using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;

namespace Strata.Traces.Api.Sums;

/// <summary>
/// Sessions and users, the last active first. Which there are is a sum over the range; what stands in the rows of a page is added up
/// from their traces, so that tokens and prices that several spans of a trace state count once.
/// </summary>
public sealed class GroupLister(TraceReader reader)
{
    private const int TracesMax = SpanQuery.LimitMax;
    private const int Steps = 48;
    private const long LeastStepNs = 60_000_000_000;

    /// <summary>The rows of a page, and how many there are in all.</summary>
    public async ValueTask<Result<(IReadOnlyList<GroupRow> Rows, int Total)>> ListAsync(TraceScope scope, GroupQuery query, CancellationToken cancellationToken)
    {
        var named = SpanFilter.Parse($"{query.Field} exists").Value.And(query.Filter);
        var range = query.Range;
        var step = Math.Max(LeastStepNs, (range.ToNs - range.FromNs) / Steps / LeastStepNs * LeastStepNs);
        var summed = await reader.AggregateAsync(scope, new AggregateQuery { Range = range, Filter = named, GroupBy = [query.Field], StepNs = step }, cancellationToken);
        if (!summed.Try(out var sums, out var problem))
        {
            return problem;
        }

        var groups = sums.Groups.Where(g => g.Keys is [{ Length: > 0 }]).OrderByDescending(g => g.Cells.ToList().FindLastIndex(c => c is not null))
            .ThenByDescending(g => g.Cells.Sum(c => c?.Spans ?? 0)).ThenBy(g => g.Keys[0], StringComparer.Ordinal).ToArray();
        var page = groups.Skip(query.Skip).Take(Math.Clamp(query.Take, 1, GroupQuery.TakeMax)).ToArray();
        if (page.Length == 0)
        {
            return (Array.Empty<GroupRow>(), groups.Length);
        }

        var these = SpanFilter.Parse($"{query.Field} in ({string.Join(", ", page.Select(g => Quoted(g.Keys[0])))})");
        if (!these.Try(out var filter, out problem)
            || !(await reader.TracesAsync(scope, new SpanQuery { Range = range, Filter = filter.And(query.Filter), Limit = TracesMax }, cancellationToken)).Try(out var traces, out problem))
        {
            return problem;
        }

        var byId = traces.Rows.ToLookup(t => query.Field == "session" ? t.Hit.Session : t.Hit.User, StringComparer.Ordinal);
        return ([.. page.Select(g => Row(g, [.. byId[g.Keys[0]]], traces.Next is not null)).OrderByDescending(r => r.LastNs)], groups.Length);
    }

    /// <summary>A text as the filter language quotes it.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static GroupRow Row(AggregateGroup group, IReadOnlyList<TraceRow> traces, bool more) => new()
    {
        Id = group.Keys[0],
        Spans = group.Cells.Sum(c => c?.Spans ?? 0),
        Errors = group.Cells.Sum(c => c?.Errors ?? 0),
        Traces = traces.Count,
        HasMore = more,
        LastNs = traces.Count == 0 ? 0 : traces.Max(t => t.StartNs),
        FirstNs = traces.Count == 0 ? 0 : traces.Min(t => t.StartNs),
        Usage = traces.Aggregate(default(TokenUsage), (sum, t) => sum + t.Usage),
        CostNanos = traces.Any(t => t.CostNanos is not null) ? traces.Sum(t => t.CostNanos ?? 0) : null,
        Asked = traces.Count == 0 ? "" : PreviewText.Of(traces.MaxBy(t => t.StartNs)!.Asked),
        User = traces.Select(t => t.Hit.User).FirstOrDefault(u => u.Length > 0) ?? "",
        Sessions = traces.Select(t => t.Hit.Session).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).Count(),
    };
}
