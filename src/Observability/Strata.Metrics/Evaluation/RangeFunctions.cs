using Strata.Metrics.Series;

namespace Strata.Metrics.Evaluation;

/// <summary>Functions over the samples of a stretch of time; null where there are too few. Counters that fall began anew.</summary>
internal static class RangeFunctions
{
    public static double? Of(string name, ReadOnlySpan<Sample> samples, long fromMs, long toMs, double parameter) => name switch
    {
        "rate" => Extrapolated(samples, fromMs, toMs, isCounter: true) / ((toMs - fromMs) / 1000.0),
        "increase" => Extrapolated(samples, fromMs, toMs, isCounter: true),
        "delta" => Extrapolated(samples, fromMs, toMs, isCounter: false),
        "irate" => Instant(samples),
        _ when samples.IsEmpty => null,
        "count_over_time" => samples.Length,
        "last_over_time" => samples[^1].Value,
        "sum_over_time" => Sum(samples),
        "avg_over_time" => Sum(samples) / samples.Length,
        "min_over_time" => Least(samples, 1),
        "max_over_time" => Least(samples, -1),
        _ => QuantileOf([.. samples.ToArray().Select(s => s.Value)], parameter),
    };

    /// <summary>The quantile of some values, by linear interpolation between the two nearest.</summary>
    public static double QuantileOf(double[] values, double quantile)
    {
        if (values.Length == 0 || double.IsNaN(quantile))
        {
            return double.NaN;
        }

        if (quantile is < 0 or > 1)
        {
            return quantile < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        Array.Sort(values);
        var rank = quantile * (values.Length - 1);
        var low = (int)Math.Floor(rank);
        var high = Math.Min(low + 1, values.Length - 1);
        return values[low] + ((values[high] - values[low]) * (rank - low));
    }

    /// <summary>
    /// The increase between the first and the last sample, drawn out to the whole stretch where its ends are near (within 1.1 of the mean distance), else
    /// by half of that distance; a counter is not drawn out below zero. This is how Prometheus does it.
    /// </summary>
    private static double? Extrapolated(ReadOnlySpan<Sample> samples, long fromMs, long toMs, bool isCounter)
    {
        if (samples.Length < 2)
        {
            return null;
        }

        var increase = samples[^1].Value - samples[0].Value;
        for (var i = 1; isCounter && i < samples.Length; i++)
        {
            increase += samples[i].Value < samples[i - 1].Value ? samples[i - 1].Value : 0;
        }

        var (toStart, toEnd) = ((samples[0].TimeMs - fromMs) / 1000.0, (toMs - samples[^1].TimeMs) / 1000.0);
        var sampled = (samples[^1].TimeMs - samples[0].TimeMs) / 1000.0;
        var distance = sampled / (samples.Length - 1);
        toStart = toStart >= distance * 1.1 ? distance / 2 : toStart;
        if (isCounter && increase > 0 && samples[0].Value >= 0)
        {
            toStart = Math.Min(toStart, sampled * (samples[0].Value / increase));
        }

        toEnd = toEnd >= distance * 1.1 ? distance / 2 : toEnd;
        return increase * ((sampled + toStart + toEnd) / sampled);
    }

    private static double? Instant(ReadOnlySpan<Sample> samples)
    {
        if (samples.Length < 2)
        {
            return null;
        }

        var (before, last) = (samples[^2], samples[^1]);
        var increase = last.Value < before.Value ? last.Value : last.Value - before.Value;
        return increase / ((last.TimeMs - before.TimeMs) / 1000.0);
    }

    private static double Sum(ReadOnlySpan<Sample> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += sample.Value;
        }

        return sum;
    }

    private static double Least(ReadOnlySpan<Sample> samples, int sign)
    {
        var least = samples[0].Value;
        foreach (var sample in samples)
        {
            least = sign * sample.Value < sign * least || double.IsNaN(least) ? sample.Value : least;
        }

        return least;
    }
}
