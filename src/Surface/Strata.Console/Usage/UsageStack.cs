using System.Globalization;
using Strata.Console.Charts;
using Strata.Ledger.Queries;

namespace Strata.Console.Usage;

/// <summary>Lays sums by time and dimension out as layers of a chart: the largest first, the rest of them as one.</summary>
internal static class UsageStack
{
    /// <summary>Steps that a chart draws; past them days are put together.</summary>
    private const int StepsMax = 92;

    public static (IReadOnlyList<DateTimeOffset> Steps, IReadOnlyList<StackSeries> Series) Of(
        IReadOnlyList<UsageSum> cells, UsageAsk ask, Func<string, string> name, Func<double, string> words)
    {
        var unit = ask.ByHour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var from = Floor(ask.Query.From!.Value, unit);
        var count = Math.Max(1, (int)Math.Ceiling((ask.Query.To!.Value - from) / unit));
        var width = unit * Math.Ceiling(count / (double)StepsMax);
        count = (int)Math.Ceiling(count * (unit / width));
        var totals = cells.GroupBy(c => c.Keys[1], StringComparer.Ordinal).Select(g => (Key: g.Key, Sum: g.Sum(ask.Of))).Where(t => t.Sum > 0).OrderByDescending(t => t.Sum).ToArray();
        var direct = totals.Length <= StackChart.LayersMax ? totals.Length : StackChart.LayersMax - 1;
        var layers = totals.Take(direct).Select((t, i) => (t.Key, i)).ToDictionary(t => t.Key, t => t.i, StringComparer.Ordinal);
        var values = Enumerable.Range(0, Math.Min(totals.Length, StackChart.LayersMax)).Select(_ => new double[count]).ToArray();
        foreach (var cell in cells.Where(c => ask.Of(c) > 0))
        {
            var step = (int)((At(cell.Keys[0]) - from) / width);
            if (step >= 0 && step < count)
            {
                values[layers.GetValueOrDefault(cell.Keys[1], direct)][step] += ask.Of(cell);
            }
        }

        return (
            [.. Enumerable.Range(0, count).Select(i => from + (width * i))],
            [.. values.Select((v, i) => new StackSeries(i < direct ? name(totals[i].Key) : $"{totals.Length - direct} others", v, words(v.Sum())))]);
    }

    /// <summary>The moment of <c>2026-11-21</c> or <c>2026-11-21T13</c>.</summary>
    private static DateTimeOffset At(string text) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy-MM-ddTHH"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.MinValue;

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan unit) => new(at.UtcTicks / unit.Ticks * unit.Ticks, TimeSpan.Zero);
}
