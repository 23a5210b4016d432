namespace Strata.Collector.Series;

/// <summary>
/// Counts of one side of an exponential histogram: bucket i holds values in (base^(offset+i), base^(offset+i+1)], base = 2^(2^-scale).
/// Halving the resolution merges pairs of buckets, so that points of different scales add up.
/// </summary>
internal sealed class ExponentialCounts
{
    /// <summary>Buckets kept; a wider range is brought to a lower resolution.</summary>
    public const int BucketsMax = 160;

    private long[] counts = [];

    public int Scale { get; private set; }

    public int Offset { get; private set; }

    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Replaces all counts.</summary>
    public void Set(int scale, int offset, IReadOnlyList<ulong> values)
    {
        (Scale, Offset) = (scale, offset);
        counts = [.. values.Select(v => (long)Math.Min(v, long.MaxValue / 4))];
        Fit();
    }

    /// <summary>Adds counts, at the lower of both resolutions.</summary>
    public void Add(int scale, int offset, IReadOnlyList<ulong> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        if (counts.Length == 0)
        {
            Set(scale, offset, values);
            return;
        }

        var other = new ExponentialCounts();
        other.Set(scale, offset, values);
        Lower(Math.Min(Scale, other.Scale));
        other.Lower(Scale);
        var first = Math.Min(Offset, other.Offset);
        var last = Math.Max(Offset + counts.Length, other.Offset + other.counts.Length);
        while (last - first > 2 * BucketsMax)
        {
            Lower(Scale - 1);
            other.Lower(Scale);
            (first, last) = (Math.Min(Offset, other.Offset), Math.Max(Offset + counts.Length, other.Offset + other.counts.Length));
        }

        var sum = new long[last - first];
        for (var i = 0; i < counts.Length; i++)
        {
            sum[Offset + i - first] += counts[i];
        }

        for (var i = 0; i < other.counts.Length; i++)
        {
            sum[other.Offset + i - first] += other.counts[i];
        }

        (counts, Offset) = (sum, first);
        Fit();
    }

    /// <summary>Goes down to a resolution; a higher one changes nothing.</summary>
    public void Lower(int scale)
    {
        for (; Scale > scale; Scale--)
        {
            var offset = Offset >> 1; // floor, also below zero
            var merged = new long[counts.Length == 0 ? 0 : ((Offset + counts.Length - 1) >> 1) - offset + 1];
            for (var i = 0; i < counts.Length; i++)
            {
                merged[((Offset + i) >> 1) - offset] += counts[i];
            }

            (counts, Offset) = (merged, offset);
        }
    }

    /// <summary>The upper bound of a bucket.</summary>
    public double Upper(int bucket) => Math.Pow(2, Math.ScaleB(Offset + bucket + 1, -Scale));

    private void Fit()
    {
        while (counts.Length > BucketsMax)
        {
            Lower(Scale - 1);
        }
    }
}
