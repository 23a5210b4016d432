using System.Globalization;
using Strata.Core.Configuration;
using Strata.Costs.Anomalies;
using Strata.Costs.Forecasts;
using Strata.Costs.Machines;
using Strata.Ledger;
using Strata.Ledger.Queries;

namespace Strata.Costs.Reports;

/// <summary>Forecasts, anomalies and machine bills over the ledger's exact sums.</summary>
public sealed class CostReports(LedgerReader ledger, Live<CostsOptions> options, TimeProvider time)
{
    private const int DayLookBack = 35;
    private const int HourLookBack = 28 * 24;
    private const int GroupsMax = 200;

    /// <summary>The forecast of what a query selects, to the end of the running month (UTC).</summary>
    public async ValueTask<Forecast> ForecastAsync(LedgerQuery query, double confidence, CancellationToken cancellationToken) =>
        (await MonthOutlook.ReadAsync(ledger.SumAsync, query, time.GetUtcNow(), confidence, cancellationToken)).Forecast;

    /// <summary>The anomalies of a dimension, the strongest first.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="by">The dimension.</param>
    /// <param name="span">Whether hours are judged, else days; and how many of the newest whole ones.</param>
    /// <param name="dollarsMin">A smaller difference is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<IReadOnlyList<CostAnomaly>> AnomaliesAsync(LedgerQuery query, UsageGroup by, (bool Hours, int Steps) span, double dollarsMin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var step = span.Hours ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var end = new DateTimeOffset(now.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        var count = span.Steps + (span.Hours ? HourLookBack : DayLookBack);
        var begin = end - (step * count);
        var sums = await ledger.SumAsync(query with { From = begin, To = end }, [by, span.Hours ? UsageGroup.Hour : UsageGroup.Day], cancellationToken);
        var found = new List<CostAnomaly>();
        foreach (var group in sums.GroupBy(s => s.Keys[0], StringComparer.Ordinal).OrderByDescending(g => g.Sum(s => s.CostNanos)).Take(GroupsMax))
        {
            var values = new double[count];
            foreach (var sum in group)
            {
                if (Moment(sum.Keys[1]) is { } at && (at - begin) / step is >= 0 and var index && index < count)
                {
                    values[(int)index] = sum.CostNanos / 1e9;
                }
            }

            // What did not exist yet was not usual: a series begins with its first spending.
            var first = Array.FindIndex(values, v => v > 0);
            if (first >= 0)
            {
                found.AddRange(AnomalyFinder.Find(values[first..], i => SeasonOf(begin + (step * (first + i)), span.Hours), Math.Max(0, count - span.Steps - first), count, dollarsMin)
                    .Select(a => new CostAnomaly(group.Key, begin + (step * (first + a.Index)), a.Value, a.Usual, a.Score)));
            }
        }

        return [.. found.OrderByDescending(a => Math.Abs(a.Score))];
    }

    /// <summary>What own machines cost, by who used them. Sums over one organisation.</summary>
    public async ValueTask<IReadOnlyList<MachineBill>> MachinesAsync(string organization, (DateTimeOffset From, DateTimeOffset To) range, CancellationToken cancellationToken)
    {
        var machines = options.Current.Machines;
        if (machines.Count == 0)
        {
            return [];
        }

        var to = range.To < time.GetUtcNow() ? range.To : time.GetUtcNow();
        var sums = await ledger.SumAsync(new LedgerQuery { Project = null, Organization = organization, From = range.From, To = to }, [UsageGroup.Project, UsageGroup.Deployment], cancellationToken);
        var uses = sums.Select(s => new MachineUse(s.Keys[0], s.Keys[1], s.Usage.Prompt - s.Usage.CachedInput, s.Usage.Completion, s.Total)).ToArray();
        return [.. machines.Select(m => MachineCosts.Of(m, uses, range.From, to))];
    }

    /// <summary>Weekdays and weekends apart, and their hours.</summary>
    private static int SeasonOf(DateTimeOffset at, bool hours) => (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 100 : 0) + (hours ? at.Hour : 0);

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
