namespace Strata.Budgets.Windows;

/// <summary>
/// A sum over the last so much time in 61 buckets of a sixtieth each. The bucket that the window's far edge cuts counts whole, so
/// the limit holds in *every* such span, and room comes back at most a bucket late: a second for a minute.
/// </summary>
internal sealed class SlidingSum : WindowSum
{
    public const int Buckets = 61;
    private BucketSums sums;
    private readonly long width;
    private long newest = long.MinValue;

    public SlidingSum(TimeSpan duration) => width = Math.Max(1, ((long)duration.TotalMilliseconds + Buckets - 2) / (Buckets - 1));

    public override void Advance(in BookTime now)
    {
        var bucket = now.MonotonicMs / width;
        if (bucket <= newest)
        {
            return; // a clock that steps back keeps counting in the newest bucket
        }

        if (Total != 0 && bucket - newest >= Buckets)
        {
            sums = default;
            Total = 0;
        }
        else if (Total != 0)
        {
            for (var i = newest + 1; i <= bucket; i++)
            {
                ref var sum = ref sums[Slot(i)];
                Total -= sum;
                sum = 0;
            }
        }

        newest = bucket;
    }

    public override void Add(long amount)
    {
        sums[Slot(newest)] += amount;
        Total += amount;
    }

    public override void Remove(long amount, in BookTime at)
    {
        var bucket = Math.Min(at.MonotonicMs / width, newest);
        if (newest - bucket < Buckets)
        {
            ref var sum = ref sums[Slot(bucket)];
            var taken = Math.Min(amount, sum);
            sum -= taken;
            Total -= taken;
        }
    }

    public override long UntilMs(in BookTime now, long allowed)
    {
        var left = Total;
        if (left <= allowed)
        {
            return 0;
        }

        for (var age = Buckets - 1; age >= 0; age--)
        {
            left -= sums[Slot(newest - age)];
            if (left <= allowed)
            {
                return Math.Max(1, ((newest - age + Buckets) * width) - now.MonotonicMs);
            }
        }

        return long.MaxValue;
    }

    private static int Slot(long bucket) => (int)(((bucket % Buckets) + Buckets) % Buckets);
}
