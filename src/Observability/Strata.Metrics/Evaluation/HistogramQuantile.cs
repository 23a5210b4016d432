using System.Globalization;
using Strata.Metrics.Series;

namespace Strata.Metrics.Evaluation;

/// <summary>A quantile out of cumulative buckets (<c>le</c>): linear within the bucket it falls into, the highest bound where it falls beyond all.</summary>
internal static class HistogramQuantile
{
    public static List<Point> Of(double quantile, List<Point> buckets)
    {
        var found = new List<Point>();
        foreach (var group in buckets.Where(b => Bound(b.Labels) is not null).GroupBy(b => b.Labels.Keep(["le"], without: true)))
        {
            var bounds = group.GroupBy(b => Bound(b.Labels)!.Value).Select(b => (Bound: b.Key, Count: b.Sum(p => p.Value))).OrderBy(b => b.Bound).ToArray();
            found.Add(new Point(group.Key, In(quantile, bounds)));
        }

        return found;
    }

    private static double In(double quantile, (double Bound, double Count)[] buckets)
    {
        if (quantile is < 0 or > 1 || double.IsNaN(quantile))
        {
            return quantile < 0 ? double.NegativeInfinity : quantile > 1 ? double.PositiveInfinity : double.NaN;
        }

        if (buckets.Length < 2 || !double.IsPositiveInfinity(buckets[^1].Bound) || !(buckets[^1].Count > 0))
        {
            return double.NaN;
        }

        // Scrapes that overlap can make a higher bucket smaller; a cumulative count does not fall.
        for (var i = 1; i < buckets.Length; i++)
        {
            buckets[i].Count = Math.Max(buckets[i].Count, buckets[i - 1].Count);
        }

        var rank = quantile * buckets[^1].Count;
        var at = Array.FindIndex(buckets, b => b.Count >= rank);
        if (at == buckets.Length - 1)
        {
            return buckets[^2].Bound;
        }

        if (at == 0 && buckets[0].Bound <= 0)
        {
            return buckets[0].Bound;
        }

        var (low, below) = at == 0 ? (0.0, 0.0) : (buckets[at - 1].Bound, buckets[at - 1].Count);
        var within = buckets[at].Count - below;
        return within <= 0 ? buckets[at].Bound : low + ((buckets[at].Bound - low) * ((rank - below) / within));
    }

    private static double? Bound(Labels labels) =>
        labels["le"] switch
        {
            "+Inf" => double.PositiveInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : null,
        };
}
