namespace Strata.Telemetry.Traffic;

/// <summary>
/// Counts of durations in buckets whose bounds grow by 2 %: any percentile is right within 1 %, and two sketches merge by
/// addition. Durations from 10 µs to an hour have their own bucket; beyond, the nearest.
/// </summary>
public sealed class LatencySketch
{
    private const double Growth = 1.02;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly SortedDictionary<int, int> counts = [];

    /// <summary>How many durations were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a duration.</summary>
    public void Add(TimeSpan duration)
    {
        var seconds = Math.Clamp(duration.TotalSeconds, 1e-5, 3600);
        var bucket = (int)Math.Ceiling(Math.Log(seconds) / LogGrowth);
        counts[bucket] = counts.GetValueOrDefault(bucket) + 1;
        Count++;
    }

    /// <summary>Adds all of another.</summary>
    public void Merge(LatencySketch other)
    {
        foreach (var (bucket, count) in other.counts)
        {
            counts[bucket] = counts.GetValueOrDefault(bucket) + count;
        }

        Count += other.Count;
    }

    /// <summary>The duration that a share of all stays at or below; null where there is none.</summary>
    /// <param name="share">From 0 to 1, for instance 0.95.</param>
    public TimeSpan? Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        foreach (var (bucket, count) in counts)
        {
            rank -= count;
            if (rank <= 0)
            {
                return TimeSpan.FromSeconds(2 * Math.Pow(Growth, bucket) / (1 + Growth));
            }
        }

        return null;
    }
}
