using Strata.Alerts.Rules;
using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Sums;

namespace Strata.Alerts.Signals;

/// <summary>
/// Counts of an objective by window. A long window moves slowly, so it is read again after a 720th of its length: an hour's each five
/// seconds, three days' each minute.
/// </summary>
internal sealed class BurnWindows(TraceReader reader)
{
    private const int KeptMax = 10_000;
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(1);
    private readonly Dictionary<(string Rule, TimeSpan Window), (RuleCondition.Burn Condition, DateTimeOffset At, EventCounts Counts)> kept = [];

    public async ValueTask<Result<EventCounts>> ReadAsync(AlertRule rule, RuleCondition.Burn condition, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var age = window / 720 < Slowest ? window / 720 : Slowest;
        if (kept.TryGetValue((rule.Key, window), out var known) && ReferenceEquals(known.Condition, condition) && now - known.At < age && now >= known.At)
        {
            return known.Counts;
        }

        var query = new AggregateQuery { Range = TraceSignals.Last(window, now), Filter = condition.Filter };
        if (!(await reader.AggregateAsync(TraceSignals.ScopeOf(rule), query, cancellationToken)).Try(out var all, out var problem))
        {
            return problem;
        }

        var (total, bad) = (all.Groups.Sum(g => g.Cells[0]?.Spans ?? 0), all.Groups.Sum(g => g.Cells[0]?.Errors ?? 0));
        if (condition.Latency is { } latency)
        {
            var slow = SpanFilter.Parse(FormattableString.Invariant($"latency > {latency.TotalMilliseconds}ms")).Then<SpanFilter>(f => condition.Filter.And(f));
            if (!slow.Try(out var filter, out problem) || !(await reader.AggregateAsync(TraceSignals.ScopeOf(rule), query with { Filter = filter }, cancellationToken)).Try(out var late, out problem))
            {
                return problem;
            }

            bad = late.Groups.Sum(g => g.Cells[0]?.Spans ?? 0);
        }

        if (kept.Count >= KeptMax)
        {
            kept.Clear();
        }

        var counts = new EventCounts(total, bad);
        kept[(rule.Key, window)] = (condition, now, counts);
        return counts;
    }
}
