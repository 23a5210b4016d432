namespace Strata.Telemetry.Metrics;

/// <summary>The state of one tag set: a value, or counts per bucket. Guarded by its family's lock.</summary>
internal sealed class MetricSeries(string labels, int buckets)
{
    public string Labels { get; } = labels;

    /// <summary>A counter's or gauge's value; a histogram's sum.</summary>
    public double Value { get; set; }

    /// <summary>A histogram's count.</summary>
    public long Count { get; set; }

    /// <summary>Counts per bucket, not cumulated; the last is beyond all bounds.</summary>
    public long[] Buckets { get; } = buckets == 0 ? [] : new long[buckets];
}
