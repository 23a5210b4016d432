namespace Strata.Costs.Anomalies;

/// <summary>
/// Finds steps of a series that are far from the median of earlier steps of the same season, in robust deviations (1.4826 × the median
/// deviation, at least a tenth of the median). Medians stand half of their steps being wrong, so an anomaly does not hide the next one; a new level is
/// usual once half of the steps looked back at have it.
/// </summary>
public static class AnomalyFinder
{
    /// <summary>Robust deviations from which on a step is an anomaly.</summary>
    public const double ScoreMin = 5;

    private const int SeasonStepsMin = 5;
    private const int StepsMin = 8;

    /// <summary>The anomalies among the steps from one on.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="seasonOf">The season of a step: steps of one season are compared.</param>
    /// <param name="from">The first step that is judged.</param>
    /// <param name="lookBack">How many steps back are compared with.</param>
    /// <param name="valueMin">A difference below this is none, whatever its score.</param>
    public static IReadOnlyList<Anomaly> Find(IReadOnlyList<double> values, Func<int, int> seasonOf, int from, int lookBack, double valueMin)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(seasonOf);
        var found = new List<Anomaly>();
        for (var i = Math.Max(from, 1); i < values.Count; i++)
        {
            var (earlier, season) = (Enumerable.Range(Math.Max(0, i - lookBack), i - Math.Max(0, i - lookBack)), seasonOf(i));
            var compared = earlier.Where(j => seasonOf(j) == season).Select(j => values[j]).ToArray();
            if (compared.Length < SeasonStepsMin)
            {
                compared = [.. earlier.Select(j => values[j])];
                if (compared.Length < StepsMin)
                {
                    continue;
                }
            }

            var usual = MedianOf(compared);
            var spread = 1.4826 * MedianOf([.. compared.Select(v => Math.Abs(v - usual))]);
            var difference = values[i] - usual;
            var score = difference / Math.Max(Math.Max(spread, 0.1 * usual), valueMin / ScoreMin);
            if (Math.Abs(score) >= ScoreMin && Math.Abs(difference) >= valueMin)
            {
                found.Add(new Anomaly(i, values[i], usual, score));
            }
        }

        return found;
    }

    private static double MedianOf(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
