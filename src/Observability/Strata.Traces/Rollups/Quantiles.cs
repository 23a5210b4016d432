using System.Numerics;
using Strata.Traces.Bytes;

namespace Strata.Traces.Rollups;

/// <summary>
/// Counts of numbers in buckets, 32 to each doubling: any quantile is right within 1.6 %, and two merge by addition. Zero and
/// what is less have bucket 0. Only the stretch of buckets in use takes memory.
/// </summary>
public sealed class Quantiles
{
    /// <summary>Buckets there are.</summary>
    internal const int Buckets = 64 * SubBuckets;

    private const int SubBits = 5;
    private const int SubBuckets = 1 << SubBits;
    private int first;
    private long[] counts = [];

    /// <summary>How many numbers were added.</summary>
    public long Count { get; private set; }

    /// <summary>The number that a share of all stays at or below, within 1.6 %; null where there is none.</summary>
    /// <param name="share">From 0 to 1, for instance 0.95.</param>
    public double? At(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var i = 0; i < counts.Length; i++)
        {
            rank -= counts[i];
            if (rank <= 0)
            {
                return Middle(first + i);
            }
        }

        return null;
    }

    /// <summary>The bucket of a number.</summary>
    internal static int BucketOf(long value)
    {
        if (value < SubBuckets)
        {
            return (int)Math.Max(0, value);
        }

        var top = 63 - BitOperations.LeadingZeroCount((ulong)value);
        return ((top - SubBits + 1) << SubBits) | (int)((value >> (top - SubBits)) & (SubBuckets - 1));
    }

    internal static double Middle(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        var shift = (bucket >> SubBits) - 1;
        var low = (double)(SubBuckets + (bucket & (SubBuckets - 1))) * Math.Pow(2, shift);
        return low + ((Math.Pow(2, shift) - 1) / 2);
    }

    internal void Add(long value) => Add(BucketOf(value), 1);

    internal void Add(int bucket, long count)
    {
        if ((uint)(bucket - first) >= (uint)counts.Length)
        {
            Widen(bucket);
        }

        counts[bucket - first] += count;
        Count += count;
    }

    internal void Merge(Quantiles other)
    {
        for (var i = 0; i < other.counts.Length; i++)
        {
            if (other.counts[i] != 0)
            {
                Add(other.first + i, other.counts[i]);
            }
        }
    }

    internal void Write(ByteWriter into)
    {
        var used = 0;
        foreach (var count in counts)
        {
            used += count != 0 ? 1 : 0;
        }

        into.Varint((uint)used);
        var before = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                into.Varint((uint)(first + i - before));
                into.Varint((ulong)counts[i]);
                before = first + i;
            }
        }
    }

    /// <summary>Reads a cell's quantiles and adds them to <paramref name="into"/>; only steps over them where it is null.</summary>
    internal static void Read(ref ByteCursor cursor, Quantiles? into)
    {
        var bucket = 0;
        for (var left = cursor.Count(); left > 0; left--)
        {
            bucket += (int)Math.Min(cursor.Varint(), Buckets);
            var count = (long)cursor.Varint();
            if (bucket < Buckets)
            {
                into?.Add(bucket, count);
            }
        }
    }

    private void Widen(int bucket)
    {
        var low = counts.Length == 0 ? bucket : Math.Min(first, Math.Max(0, bucket - 16));
        var high = counts.Length == 0 ? bucket + 16 : Math.Max(first + counts.Length, bucket + 16);
        var wider = new long[Math.Min(high, Buckets) - low];
        counts.CopyTo(wider.AsSpan(counts.Length == 0 ? 0 : first - low));
        (first, counts) = (low, wider);
    }
}
