namespace Strata.Costs.Forecasts;

/// <summary>
/// Forecasts a month's end from daily sums: exponential smoothing of a level with multiplicative weekdays and errors, and simulated futures.
/// <code>
/// 1 weekdays: median ratio of a day to the mean of its week, from three weeks on
/// 2 level: smoothed by the rate that erred least one day ahead; an outlier moves it by three robust deviations at most
/// 3 futures: 2,000 paths; each begins beside the level by how well that is known, and each day draws one of the relative errors of the past, which also moves it
/// 4 expected is their mean, the interval their quantiles
/// </code>
/// Errors are widened for the parameters that were fitted. Less than ten whole days give no interval. Seeded: the same history gives the same forecast.
/// </summary>
public static class Forecaster
{
    /// <summary>Days that are looked back at.</summary>
    public const int DaysMax = 90;

    private const int Paths = 2_000;
    private const int SeasonDaysMin = 21;
    private const int IntervalDaysMin = 10;
    private const int WarmUp = 7;
    private static readonly double[] Rates = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];

    /// <summary>The forecast to the end of the month of <see cref="SpendHistory.Today"/>.</summary>
    /// <param name="history">What was spent so far.</param>
    /// <param name="confidence">How often the interval is meant to hold the truth, 0.5 to 0.99.</param>
    public static Forecast ToMonthEnd(SpendHistory history, double confidence = 0.8)
    {
        ArgumentNullException.ThrowIfNull(history);
        var days = history.Days.Skip(Math.Max(0, history.Days.Count - DaysMax)).ToArray();
        var first = history.Today.AddDays(-days.Length);
        var inMonth = Math.Min(days.Length, history.Today.Day - 1);
        var spent = days.Skip(days.Length - inMonth).Sum() + history.SpentToday;
        var left = DateTime.DaysInMonth(history.Today.Year, history.Today.Month) - history.Today.Day;
        if (days.Length == 0)
        {
            var pace = history.TodayOver > 0.1 ? history.SpentToday / history.TodayOver : history.SpentToday;
            return new Forecast(spent, spent + Math.Max(0, pace - history.SpentToday) + (pace * left), null, null, confidence, 0);
        }

        var seasons = SeasonsOf(days, first);
        var level = LevelOf([.. days.Select((d, i) => d / seasons[(int)first.AddDays(i).DayOfWeek])]);
        var totals = Simulate(history, level, seasons, left);
        Array.Sort(totals);
        var known = days.Length >= IntervalDaysMin && level.Errors.Length > 0;
        var tail = (1 - confidence) / 2;
        return new Forecast(spent, spent + totals.Average(), known ? spent + At(totals, tail) : null, known ? spent + At(totals, 1 - tail) : null, confidence, days.Length);
    }

    /// <summary>How much a weekday is of the mean of its week; all ones where less than three weeks are known.</summary>
    private static double[] SeasonsOf(double[] days, DateOnly first)
    {
        var seasons = new double[7];
        Array.Fill(seasons, 1);
        if (days.Length < SeasonDaysMin)
        {
            return seasons;
        }

        var ratios = Enumerable.Range(0, 7).Select(_ => new List<double>()).ToArray();
        for (var i = 3; i < days.Length - 3; i++)
        {
            var mean = days.AsSpan(i - 3, 7).ToArray().Average();
            if (mean > 0)
            {
                ratios[(int)first.AddDays(i).DayOfWeek].Add(days[i] / mean);
            }
        }

        for (var i = 0; i < 7; i++)
        {
            seasons[i] = ratios[i].Count > 0 ? Math.Clamp(MedianOf(ratios[i]), 0.02, 7) : 1;
        }

        var average = seasons.Average();
        return [.. seasons.Select(s => s / average)];
    }

    private static (double Level, double Rate, double[] Errors) LevelOf(double[] values)
    {
        var best = (Level: 0.0, Rate: Rates[0], Errors: Array.Empty<double>(), Loss: double.MaxValue);
        foreach (var rate in Rates)
        {
            var (level, errors) = Smooth(values, rate);
            var loss = errors.Length == 0 ? 0 : errors.Average(e => Math.Min(e * e, 9));
            if (loss < best.Loss)
            {
                best = (level, rate, errors, loss);
            }
        }

        // Three things were fitted: the rate, the first level and, together, the weekdays.
        var widen = best.Errors.Length > 6 ? Math.Sqrt(best.Errors.Length / (best.Errors.Length - 3.0)) : 1.4;
        return (best.Level, best.Rate, [.. best.Errors.Select(e => Math.Max(-1, e * widen))]);
    }

    private static (double Level, double[] Errors) Smooth(double[] values, double rate)
    {
        var start = Math.Min(WarmUp, values.Length);
        var level = MedianOf([.. values.Take(start)]);
        level = level > 0 ? level : values.Take(start).Average();
        var floor = Math.Max(1e-9, values.Average() * 0.05);
        var errors = new List<double>();
        for (var i = 0; i < values.Length; i++)
        {
            var error = (values[i] - level) / Math.Max(level, floor);
            if (i >= start || values.Length < 2 * WarmUp)
            {
                errors.Add(error);
            }

            var bound = errors.Count < 5 ? 1 : Math.Max(0.1, 3 * 1.4826 * MedianOf([.. errors.Select(Math.Abs)]));
            level += rate * Math.Max(level, floor) * Math.Clamp(error, -bound, bound);
        }

        return (Math.Max(level, 0), [.. errors]);
    }

    private static double[] Simulate(SpendHistory history, (double Level, double Rate, double[] Errors) model, double[] seasons, int left)
    {
        var random = new Random(17);
        var totals = new double[Paths];
        for (var path = 0; path < Paths; path++)
        {
            // The level itself is known only as well as smoothing knows it.
            var doubt = Math.Sqrt(model.Rate / (2 - model.Rate)) * (model.Errors.Length == 0 ? 0 : model.Errors[random.Next(model.Errors.Length)]);
            var (level, sum) = (model.Level * Math.Max(0.1, 1 + doubt), 0.0);
            for (var day = 0; day <= left; day++)
            {
                var error = model.Errors.Length == 0 ? 0 : model.Errors[random.Next(model.Errors.Length)];
                var spent = Math.Max(0, level * seasons[(int)history.Today.AddDays(day).DayOfWeek] * (1 + error));
                sum += day == 0 ? spent * (1 - Math.Clamp(history.TodayOver, 0, 1)) : spent;
                level *= Math.Max(0.05, 1 + (model.Rate * Math.Clamp(error, -1, 1)));
            }

            totals[path] = sum;
        }

        return totals;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Clamp((int)(share * sorted.Length), 0, sorted.Length - 1)];

    private static double MedianOf(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
