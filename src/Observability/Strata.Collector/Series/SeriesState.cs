using Strata.Otlp.Metrics;

namespace Strata.Collector.Series;

/// <summary>The state of one series: cumulative points replace it, delta points add to it. Guarded by its project's lock.</summary>
internal sealed class SeriesState(string labels)
{
    public string Labels { get; } = labels;

    /// <summary>A value; the sum of a histogram or summary.</summary>
    public double Value { get; private set; }

    public double Count { get; private set; }

    public double[] Bounds { get; private set; } = [];

    /// <summary>Counts per bucket, not cumulated.</summary>
    public double[] Buckets { get; private set; } = [];

    public ExponentialCounts Positive { get; } = new();

    public ExponentialCounts Negative { get; } = new();

    public double ZeroCount { get; private set; }

    public (double Quantile, double Value)[] Quantiles { get; private set; } = [];

    /// <summary>When it was measured last, by the sender's clock.</summary>
    public long TimeNs { get; private set; }

    /// <summary>When it came last, by ours.</summary>
    public long SeenTimestamp { get; set; }

    /// <summary>Takes a point; null, or why not.</summary>
    public string? Take(MetricPoint point)
    {
        if (point.Kind == PointKind.Histogram && point.Counts.Count > 0 && point.Counts.Count != point.Bounds.Count + 1)
        {
            return "has not one count more than bounds";
        }

        // A point that is sent again is the same: the later one that was taken stays, and a delta is not added twice.
        if (point.TimeNs < TimeNs || (point.IsDelta && point.TimeNs == TimeNs && TimeNs > 0))
        {
            return null;
        }

        TimeNs = point.TimeNs;
        var add = point.IsDelta && point.Kind is not (PointKind.Gauge or PointKind.Summary);
        Value = add ? Value + point.Value : point.Value;
        Count = add ? Count + point.Count : point.Count;
        switch (point.Kind)
        {
            case PointKind.Histogram:
                Explicit(point, add);
                break;
            case PointKind.Exponential:
                Exponential(point, add);
                break;
            case PointKind.Summary:
                Quantiles = [.. point.Quantiles];
                break;
        }

        return null;
    }

    private void Explicit(MetricPoint point, bool add)
    {
        if (!add || !Bounds.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(point.Bounds)))
        {
            // Other bounds begin anew: counts by different bounds do not add up.
            (Bounds, Buckets) = ([.. point.Bounds], new double[point.Counts.Count]);
            (Value, Count) = (point.Value, point.Count);
        }

        for (var i = 0; i < Buckets.Length; i++)
        {
            Buckets[i] = add ? Buckets[i] + point.Counts[i] : point.Counts[i];
        }
    }

    private void Exponential(MetricPoint point, bool add)
    {
        ZeroCount = add ? ZeroCount + point.ZeroCount : point.ZeroCount;
        if (add)
        {
            Positive.Add(point.Scale, point.PositiveOffset, point.Positive);
            Negative.Add(point.Scale, point.NegativeOffset, point.Negative);
        }
        else
        {
            Positive.Set(point.Scale, point.PositiveOffset, point.Positive);
            Negative.Set(point.Scale, point.NegativeOffset, point.Negative);
        }
    }
}
