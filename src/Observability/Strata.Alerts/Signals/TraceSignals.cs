using System.Globalization;
using Strata.Alerts.Rules;
using Strata.Alerts.States;
using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;
using Strata.Traces.Spans;

namespace Strata.Alerts.Signals;

/// <summary>
/// Figures over traces. Windows of ten minutes and more begin at a whole minute, so that roll-ups answer what lies in segments; only the newest
/// spans, in memory, are read one by one.
/// </summary>
internal sealed class TraceSignals(TraceReader reader)
{
    private const int GroupsMax = 1_000;
    private static readonly Dictionary<string, string> NoLabels = [];
    private readonly BurnWindows windows = new(reader);

    public async ValueTask<Result<IReadOnlyList<Reading>>> ThresholdAsync(AlertRule rule, RuleCondition.Threshold condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new AggregateQuery { Range = Last(condition.Window, now), Filter = condition.Filter, GroupBy = condition.GroupBy, Quantiles = QuantilesOf(condition.Measure) };
        if (!(await reader.AggregateAsync(ScopeOf(rule), query, cancellationToken)).Try(out var sums, out var problem))
        {
            return problem;
        }

        var readings = new List<Reading>();
        foreach (var group in sums.Groups.Take(GroupsMax))
        {
            if (group.Cells[0] is { } cell && cell.Spans >= Math.Max(1, condition.SpansMin) && FigureOf(condition.Measure, cell, condition.Window) is { } figure)
            {
                readings.Add(new Reading(LabelsOf(condition.GroupBy, group.Keys), figure, RuleWords.Holds(condition.Op, figure, condition.Value), Words(condition, figure)));
            }
        }

        // Nothing at all is zero of what is counted; of a mean or a share it says nothing.
        if (readings.Count == 0 && condition is { GroupBy.Count: 0, SpansMin: 0 } && FigureOf(condition.Measure, new AggregateCell(), condition.Window) is { } none)
        {
            readings.Add(new Reading(NoLabels, none, RuleWords.Holds(condition.Op, none, condition.Value), Words(condition, none)));
        }

        return readings;
    }

    public async ValueTask<Result<IReadOnlyList<Reading>>> AbsenceAsync(AlertRule rule, RuleCondition.Absence condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new AggregateQuery { Range = Last(condition.Window, now), Filter = condition.Filter, GroupBy = condition.GroupBy };
        if (!(await reader.AggregateAsync(ScopeOf(rule), query, cancellationToken)).Try(out var present, out var problem))
        {
            return problem;
        }

        var window = Core.Configuration.DurationText.Write(condition.Window);
        if (condition.GroupBy.Count == 0)
        {
            var spans = present.Groups.Sum(g => g.Cells[0]?.Spans ?? 0);
            return new[] { new Reading(NoLabels, spans, spans == 0, spans == 0 ? $"no span in {window}" : $"{spans} spans in {window}") };
        }

        if (!(await reader.AggregateAsync(ScopeOf(rule), query with { Range = Last(condition.Remember, now) }, cancellationToken)).Try(out var known, out problem))
        {
            return problem;
        }

        var here = present.Groups.Select(g => string.Join('\u0001', g.Keys)).ToHashSet(StringComparer.Ordinal);
        return known.Groups.Where(g => g.Keys.Any(k => k.Length > 0)).Take(GroupsMax)
            .Select(g => (Labels: LabelsOf(condition.GroupBy, g.Keys), IsGone: !here.Contains(string.Join('\u0001', g.Keys))))
            .Select(g => new Reading(g.Labels, 0, g.IsGone, g.IsGone ? $"no span in {window}" : "spans come")).ToArray();
    }

    public async ValueTask<Result<IReadOnlyList<Reading>>> BurnAsync(AlertRule rule, RuleCondition.Burn condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Reading? worst = null;
        foreach (var pair in condition.Windows)
        {
            if (!(await windows.ReadAsync(rule, condition, pair.Long, now, cancellationToken)).Try(out var longer, out var problem)
                || !(await windows.ReadAsync(rule, condition, pair.Short, now, cancellationToken)).Try(out var shorter, out problem))
            {
                return problem;
            }

            var (fast, still) = (BurnMath.Rate(longer, condition.Objective), BurnMath.Rate(shorter, condition.Objective));
            var isTrue = longer.Total >= condition.EventsMin && BurnMath.Holds(longer, condition.Objective, pair.Factor) && BurnMath.Holds(shorter, condition.Objective, pair.Factor);
            var (inLong, inShort) = (Core.Configuration.DurationText.Write(pair.Long), Core.Configuration.DurationText.Write(pair.Short));
            var text = FormattableString.Invariant($"burns {fast:0.##}× in {inLong} and {still:0.##}× in {inShort} (limit {pair.Factor:0.##}×; {longer.Bad} of {longer.Total} bad)");
            var reading = new Reading(NoLabels, fast, isTrue, text, pair.Severity);
            worst = worst is null || (!worst.IsTrue && isTrue) || (worst.IsTrue == isTrue && Rank(reading) < Rank(worst)) ? reading : worst;
        }

        return worst is null ? Array.Empty<Reading>() : new[] { worst };
    }

    private static int Rank(Reading reading) => RuleWords.Severities.TakeWhile(s => s != reading.Severity).Count();

    internal static TraceScope ScopeOf(AlertRule rule) => new(new Tenant(rule.Organization, rule.Project));

    internal static TimeRange Last(TimeSpan window, DateTimeOffset now)
    {
        var (from, to) = (now - window, now.AddSeconds(1));
        if (window < TimeSpan.FromMinutes(10))
        {
            return TimeRange.Of(from, to);
        }

        var minute = TimeSpan.TicksPerMinute;
        return TimeRange.Of(new DateTimeOffset(from.Ticks / minute * minute, TimeSpan.Zero), new DateTimeOffset((to.Ticks / minute * minute) + minute, TimeSpan.Zero));
    }

    private static IReadOnlyList<Measure> QuantilesOf(TraceMeasure measure) => measure switch
    {
        TraceMeasure.LatencyP50 or TraceMeasure.LatencyP95 or TraceMeasure.LatencyP99 => [Measure.Latency],
        TraceMeasure.TtftP50 or TraceMeasure.TtftP95 or TraceMeasure.TtftP99 => [Measure.FirstToken],
        _ => [],
    };

    private static double? FigureOf(TraceMeasure measure, AggregateCell cell, TimeSpan window) => measure switch
    {
        TraceMeasure.Count => cell.Spans,
        TraceMeasure.Rate => cell.Spans / window.TotalSeconds,
        TraceMeasure.Errors => cell.Errors,
        TraceMeasure.ErrorRate => cell.Spans == 0 ? null : (double)cell.Errors / cell.Spans,
        TraceMeasure.Cost => cell.CostNanos / 1e9,
        TraceMeasure.Tokens => cell.Usage.Total,
        TraceMeasure.Unpriced => cell.Unpriced,
        TraceMeasure.LatencyAvg => cell.Spans == 0 ? null : cell.DurationNs / 1e9 / cell.Spans,
        TraceMeasure.LatencyP50 => cell.Quantiles(Measure.Latency)?.At(0.5) / 1e9,
        TraceMeasure.LatencyP95 => cell.Quantiles(Measure.Latency)?.At(0.95) / 1e9,
        TraceMeasure.LatencyP99 => cell.Quantiles(Measure.Latency)?.At(0.99) / 1e9,
        TraceMeasure.TtftP50 => cell.Quantiles(Measure.FirstToken)?.At(0.5) / 1e9,
        TraceMeasure.TtftP95 => cell.Quantiles(Measure.FirstToken)?.At(0.95) / 1e9,
        _ => cell.Quantiles(Measure.FirstToken)?.At(0.99) / 1e9,
    };

    private static Dictionary<string, string> LabelsOf(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            labels[names[i]] = values[i].Length <= RuleReader.NameMax ? values[i] : values[i][..RuleReader.NameMax];
        }

        return labels;
    }

    private static string Words(RuleCondition.Threshold condition, double figure) => string.Create(
        CultureInfo.InvariantCulture, $"{RuleWords.Of(condition.Measure)} {figure:0.######} {RuleWords.Of(condition.Op)} {condition.Value} in {Core.Configuration.DurationText.Write(condition.Window)}");
}
