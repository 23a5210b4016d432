using System.Globalization;
using Strata.Ledger.Queries;

namespace Strata.Costs.Forecasts;

/// <summary>The running month (UTC): what each of its days has cost so far, in dollars, today last, and what it will cost.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Days">Dollars of each day until today.</param>
/// <param name="Forecast">To its end.</param>
public sealed record MonthOutlook(DateOnly Month, IReadOnlyList<double> Days, Forecast Forecast)
{
    private const int HistoryDays = 90;

    /// <summary>Reads the last ninety days of what a query selects and looks ahead from there.</summary>
    /// <param name="sums">The exact sums of a ledger.</param>
    /// <param name="query">What is selected; its times play no part.</param>
    /// <param name="now">Now.</param>
    /// <param name="confidence">How often the interval is meant to hold the truth, for instance 0.8.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask<MonthOutlook> ReadAsync(
        Func<LedgerQuery, IReadOnlyList<UsageGroup>, CancellationToken, ValueTask<IReadOnlyList<UsageSum>>> sums, LedgerQuery query, DateTimeOffset now, double confidence,
        CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var from = today.AddDays(-HistoryDays);
        var read = await sums(query with { From = new(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), To = null }, [UsageGroup.Day], cancellationToken);
        var byDay = read.ToDictionary(s => s.Group, s => s.CostNanos / 1e9, StringComparer.Ordinal);
        var days = Enumerable.Range(0, HistoryDays + 1).Select(i => byDay.GetValueOrDefault(from.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).ToArray();
        var first = Math.Min(Array.FindIndex(days, d => d > 0) is var at and >= 0 ? at : HistoryDays, HistoryDays);
        var history = new SpendHistory { Days = days[first..HistoryDays], Today = today, SpentToday = days[HistoryDays], TodayOver = now.UtcDateTime.TimeOfDay.TotalDays };
        return new MonthOutlook(new DateOnly(today.Year, today.Month, 1), days[(HistoryDays - today.Day + 1)..], Forecaster.ToMonthEnd(history, confidence));
    }
}
