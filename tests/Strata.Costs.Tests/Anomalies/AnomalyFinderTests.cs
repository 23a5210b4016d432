using System.Globalization;
using Strata.Costs.Anomalies;
using Strata.Costs.Tests.Forecasts;

namespace Strata.Costs.Tests.Anomalies;

public sealed class AnomalyFinderTests
{
    [Fact]
    public void A_step_far_from_the_median_is_found_with_its_score()
    {
        // Median 10, median deviation 1, so a robust deviation is 1.4826: 30 lies 20 / 1.4826 = 13.4898 of them away.
        double[] values = [9, 10, 11, 9, 10, 11, 9, 11, 10, 30];
        var found = Assert.Single(AnomalyFinder.Find(values, _ => 0, 9, 100, 1));
        Assert.Equal((9, 30, 10), (found.Index, found.Value, found.Usual));
        Assert.Equal(20 / 1.4826, found.Score, 9);
    }

    [Fact]
    public void What_is_usual_on_its_weekday_is_none()
    {
        var values = Enumerable.Range(0, 70).Select(i => i % 7 == 0 ? 100.0 : 10 + (i % 3)).ToArray();
        Assert.Empty(AnomalyFinder.Find(values, i => i % 7 == 0 ? 1 : 0, 42, 42, 1));
        Assert.NotEmpty(AnomalyFinder.Find(values, _ => 0, 42, 42, 1));
    }

    [Fact]
    public void Small_change_is_none_and_too_short_a_past_says_nothing()
    {
        Assert.Empty(AnomalyFinder.Find([.. Enumerable.Repeat(0.001, 20), 0.5], _ => 0, 20, 20, 1));
        Assert.Empty(AnomalyFinder.Find([1, 1, 1, 500], _ => 0, 0, 20, 1));
    }

    [Fact]
    public void A_new_level_becomes_usual()
    {
        double[] values = [.. Enumerable.Repeat(10.0, 20), .. Enumerable.Repeat(40.0, 20)];
        var found = AnomalyFinder.Find(values, _ => 0, 20, 20, 1);
        Assert.Equal(Enumerable.Range(20, 10), found.Select(f => f.Index));
    }

    /// <summary>300 generated series of eight weeks; in the last four a tenth of the days is multiplied by three, and those have to be found.</summary>
    [Fact]
    public void Planted_days_are_found_and_few_others()
    {
        var (right, wrong, missed) = (0, 0, 0);
        var first = new DateOnly(2026, 1, 5);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var values = new double[56];
            var planted = new HashSet<int>();
            for (var i = 0; i < values.Length; i++)
            {
                var weekend = first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
                values[i] = 100 * (weekend ? 0.4 : 1) * Math.Exp(0.15 * GeneratedSpend.Normal(random));
                if (i >= 28 && random.NextDouble() < 0.1)
                {
                    values[i] *= 3;
                    planted.Add(i);
                }
            }

            var found = AnomalyFinder.Find(values, i => first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0, 28, 35, 1).Select(a => a.Index).ToHashSet();
            right += found.Count(planted.Contains);
            wrong += found.Count(f => !planted.Contains(f));
            missed += planted.Count(p => !found.Contains(p));
        }

        var (precision, recall) = ((double)right / (right + wrong), (double)right / (right + missed));
        var report = string.Create(CultureInfo.InvariantCulture, $"precision {precision:0.000}, recall {recall:0.000} over {right + missed} planted days");
        TestContext.Current.SendDiagnosticMessage(report);
        Assert.True(precision > 0.9 && recall > 0.9, report);
    }
}
